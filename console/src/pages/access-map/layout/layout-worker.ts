import { place, type Plan } from './place.ts';

/** Places nodes beside the page's own thread, which stays free for whoever looks at it. */
self.addEventListener('message', ({ data }: MessageEvent<Plan>) => {
  self.postMessage([...place(data)], { transfer: [] });
});
