/** Lets the browser paint, and answer whoever taps, between two long pieces of work. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
