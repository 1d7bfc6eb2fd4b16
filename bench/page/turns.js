// What both sides measure with.

// Lets so many milliseconds pass.
export const pass = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Ends this task, so that the page can do something else, and goes on in one of its own as soon as it may.
const { port1, port2 } = new MessageChannel();
let next = [];
port1.onmessage = () => next.shift()();
export const breathe = () =>
  new Promise((done) => {
    next.push(done);
    port2.postMessage(null);
  });

// A turn: what each step of the main thread took, and the longest of their tasks.
export class Turn {
  start = performance.now();
  steps = {};
  longest = 0;

  // Does something that is one task, or a part of it.
  task(step, act) {
    const start = performance.now();
    const result = act();
    const took = performance.now() - start;
    this.longest = Math.max(this.longest, took);
    this.steps[step] = (this.steps[step] ?? 0) + took;
    return result;
  }

  // Takes note of what took until now, elsewhere too.
  until_now(step, since) {
    this.steps[step] = performance.now() - since;
  }

  end() {
    this.total = performance.now() - this.start;
    return this;
  }
}

export const sure = (right, what) => {
  if (!right) throw new Error(what);
};

export const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
