// A worker that ticks: `postMessage(milliseconds)` starts it.
let timer = 0;
addEventListener('message', event => {
  clearInterval(timer);
  timer = setInterval(() => postMessage(0), event.data);
});
