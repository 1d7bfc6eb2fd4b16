(() => {
  const RealDate = Date;
  // From the moment the test set the clock, not from the page's load: reloads go on from there.
  const origin = FIXED_AT - REAL_NOW + performance.timeOrigin;
  const now = () => Math.floor(origin + performance.now());
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, property, receiver) =>
      property === "now" ? now : Reflect.get(target, property, receiver),
  });
  RealDate.prototype.constructor = globalThis.Date;
})();
