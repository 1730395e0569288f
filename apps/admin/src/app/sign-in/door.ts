import { Component } from '@angular/core';
import { Icon } from '../ui/icon';

/** The frame of every page before sign-in: the form, and beside it what visitors will meet. */
@Component({
  selector: 'app-door',
  imports: [Icon],
  template: `
    <main id="main">
      <div class="form">
        <p class="home"><svg icon="mark"></svg>CallDocker</p>
        <div class="middle"><ng-content /></div>
        <p class="small">Your own server, your own data.</p>
      </div>
      <div class="room" aria-hidden="true">
        <img src="host.svg" alt="" />
        <div class="glass">
          <b>How can we help?</b>
          <span>Track an order<i>1</i></span>
          <span>Book a repair<i>2</i></span>
          <span>Call me back<i>3</i></span>
        </div>
      </div>
    </main>
  `,
  styles: `
    main {
      min-height: 100dvh;
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr);
      background: var(--surface);
    }
    .form {
      display: grid;
      grid-template-rows: auto 1fr auto;
      gap: var(--s5);
      padding: 32px clamp(24px, 5vw, 72px);
    }
    .home {
      display: flex;
      gap: 10px;
      align-items: center;
      font-weight: 660;
      font-size: var(--t-16);
      letter-spacing: -0.02em;
    }
    .home .icon {
      font-size: 22px;
      color: var(--accent);
      stroke-width: 2.2;
    }
    .middle {
      align-self: center;
      width: min(100%, 368px);
    }
    .room {
      position: sticky;
      top: 14px;
      height: calc(100dvh - 28px);
      margin: 14px;
      border-radius: 28px;
      overflow: hidden;
      isolation: isolate;
      background: #12363d;
      display: grid;
      align-content: end;
      padding: 28px;
    }
    img {
      position: absolute;
      inset: 0;
      z-index: -1;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    .glass {
      justify-self: end;
      width: min(100%, 300px);
      display: grid;
      gap: 6px;
      padding: 16px;
      border-radius: var(--r-xl);
      border: 1px solid var(--glass-line);
      background: var(--glass);
      color: var(--glass-ink);
      -webkit-backdrop-filter: var(--glass-blur);
      backdrop-filter: var(--glass-blur);
      font-size: var(--t-14);
      font-weight: 560;
    }
    .glass b {
      font-weight: 620;
      font-size: var(--t-20);
      letter-spacing: -0.02em;
      padding: 0 4px 4px;
    }
    .glass span {
      display: flex;
      align-items: center;
      justify-content: space-between;
      min-height: 40px;
      padding: 0 12px;
      border-radius: 12px;
      background: var(--glass-2);
    }
    .glass i {
      font-style: normal;
      font-weight: 650;
    }
    @media (max-width: 860px) {
      main {
        grid-template-columns: minmax(0, 1fr);
      }
      .room {
        display: none;
      }
    }
  `,
})
export class Door {}
