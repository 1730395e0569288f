/** Chance from a seed (mulberry32), so that a simulated day can be had again. */
export class Dice {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  uniform() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(part) {
    return this.uniform() < part;
  }

  pick(list) {
    return list[Math.floor(this.uniform() * list.length)];
  }

  exponential(mean) {
    return -mean * Math.log(1 - this.uniform());
  }

  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** By its mean and its coefficient of variation. */
  lognormal(mean, variation) {
    const variance = Math.log1p(variation ** 2);
    return mean * Math.exp(Math.sqrt(variance) * this.normal() - variance / 2);
  }

  /** A gamma variable of whole shape, by its mean. */
  erlang(mean, shape) {
    let sum = 0;
    for (let n = 0; n < shape; n += 1) sum += this.exponential(mean / shape);
    return sum;
  }
}
