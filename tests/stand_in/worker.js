const KEPT = ["/worker"];
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open("kept").then((cache) => cache.addAll(KEPT)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (KEPT.includes(new URL(event.request.url).pathname)) {
    event.respondWith(caches.match(event.request));
  }
});
self.addEventListener("message", async ({ source }) => {
  try {
    source.postMessage(await (await fetch("/data?by=worker")).text());
  } catch (error) {
    source.postMessage(error.name);
  }
});
