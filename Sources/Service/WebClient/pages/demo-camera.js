// Cameras for the panes of the demo: a drawn person with a soft voice, and for the pane you took your own camera, if there is one.

/** @type {Record<string, {ground: string, skin: string, hair: string, top: string, tone: number, small?: boolean, signs?: boolean}>} */
const LOOKS = {
  Marcus: { ground: '#7a8b84', skin: '#8d5f43', hair: '#2a211c', top: '#31506b', tone: 130 },
  Nasrin: { ground: '#b7a58a', skin: '#c08a63', hair: '#6c2f4c', top: '#6c2f4c', tone: 220 },
  Farida: { ground: '#8f98ad', skin: '#b67f58', hair: '#1f3a4a', top: '#a5702d', tone: 196 },
  Amina: { ground: '#c9b27a', skin: '#c58f68', hair: '#241a16', top: '#2f7a63', tone: 294, small: true },
  Helen: { ground: '#a8b2a0', skin: '#d9ab8a', hair: '#7a5a34', top: '#3d5a52', tone: 210 },
  Jo: { ground: '#aab3c4', skin: '#e0b592', hair: '#8a4b2a', top: '#1f2e45', tone: 200, signs: true },
  Daniel: { ground: '#c2b5a5', skin: '#8a5a3c', hair: '#1f1815', top: '#22303c', tone: 120, signs: true },
  Leo: { ground: '#b7c2a6', skin: '#e3bb98', hair: '#6b4426', top: '#1e3350', tone: 300, small: true, signs: true },
  Grace: { ground: '#b3a9bd', skin: '#6f4730', hair: '#1d1613', top: '#7a3f5c', tone: 205 },
  Ruthie: { ground: '#b9c4b0', skin: '#7d5036', hair: '#2b211d', top: '#8a5a24', tone: 190 },
  Tom: { ground: '#a9b5ad', skin: '#dcae8c', hair: '#9a8b7c', top: '#44604a', tone: 115 },
  Maz: { ground: '#c7b49a', skin: '#c8946e', hair: '#4a2f25', top: '#2f5f7a', tone: 215 },
  Joe: { ground: '#a5aebb', skin: '#d3a67c', hair: '#1b1b1d', top: '#5b4a7a', tone: 125 },
  Wen: { ground: '#bcb7a3', skin: '#e4bd9c', hair: '#b98b4a', top: '#7a5a2f', tone: 225 },
};

/** @type {AudioContext | null} */
let audio = null;

/** A browser lets a page sound only after a press; any press will do. */
export function wakeSound() {
  audio ??= new AudioContext();
  audio.resume().catch(() => {});
}

/**
 * @param {string} name whose pane asks
 * @param {string} taken whose pane you took
 * @param {MediaStreamConstraints} wish
 */
export async function cameraFor(name, taken, wish) {
  if (name === taken) {
    try {
      return await navigator.mediaDevices.getUserMedia(wish);
    } catch { /* No camera, or not allowed: drawn like the others. */ }
  }
  return drawn(name);
}

/** @param {string} name */
function drawn(name) {
  const look = LOOKS[name] ?? { ground: '#8a8a80', skin: '#b98d6c', hair: '#333', top: '#445', tone: 180 };
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 240;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const frames = look.signs ? SIGNED_FRAMES : FRAMES;
  const stream = canvas.captureStream(frames);
  const voice = voiceOf(look.tone);
  for (const track of voice.getAudioTracks()) stream.addTrack(track);
  paint(pen, look, 0);
  let frame = 0;
  const timer = setInterval(() => {
    if (stream.getVideoTracks().every(track => track.readyState === 'ended')) clearInterval(timer);
    else paint(pen, look, ++frame / frames);
  }, 1000 / frames);
  return stream;
}

/** A hum that comes and goes, quieter than talk. */
function voiceOf(tone) {
  wakeSound();
  const context = /** @type {AudioContext} */ (audio);
  const out = context.createMediaStreamDestination();
  const hum = context.createOscillator();
  const swell = context.createOscillator();
  const depth = context.createGain();
  const volume = context.createGain();
  hum.type = 'triangle';
  hum.frequency.value = tone;
  swell.frequency.value = 0.25 + tone / 2000;
  depth.gain.value = 0.02;
  volume.gain.value = 0.02;
  swell.connect(depth).connect(volume.gain);
  hum.connect(volume).connect(out);
  hum.start();
  swell.start();
  out.stream.getAudioTracks()[0]?.addEventListener('ended', () => { hum.stop(); swell.stop(); });
  return out.stream;
}

/** Somebody who breathes, looks about and blinks. */
function paint(pen, look, time) {
  const { width, height } = pen.canvas;
  const size = look.small ? 0.8 : 1;
  const sway = Math.sin(time * 0.9) * 6;
  const middle = width / 2 + sway;
  const top = height * (look.small ? 0.3 : 0.22) + Math.sin(time * 1.7) * 2;
  const round = (x, y, w, h, colour) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, w, h, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  pen.fillStyle = look.ground;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#ffffff2e';
  pen.fillRect(width * 0.68, height * 0.1, width * 0.2, height * 0.36);
  const face = top + 52 * size;
  round(middle, face - 8 * size, 56 * size, 62 * size, look.hair);
  round(middle, height + 28 * size, 92 * size, 92 * size, look.top);
  round(middle, face + 60 * size, 17 * size, 26 * size, look.skin);
  round(middle, face, 43 * size, 52 * size, look.skin);
  const open = time % 3.7 < 0.16 ? 0.6 : 5 * size;
  for (const side of [-1, 1]) round(middle + side * 17 * size + sway * 0.4, face - 6 * size, 4.5 * size, open, '#1d1713');
  pen.strokeStyle = '#1d1713';
  pen.lineWidth = 3;
  pen.lineCap = 'round';
  pen.beginPath();
  pen.arc(middle + sway * 0.3, face + 14 * size, 14 * size, 0.25 * Math.PI, 0.75 * Math.PI);
  pen.stroke();
  if (!look.signs) return;
  // Hands that move like somebody's who signs; they say nothing.
  for (const side of [-1, 1]) {
    round(middle + side * (46 + 16 * Math.sin(time * 3.1 + side)) * size, face + (92 + 22 * Math.sin(time * 4.3 + side * 1.3)) * size, 13 * size, 16 * size, look.skin);
  }
}

const FRAMES = 12;
/** Fewer than 20 a second are too few to read signs. */
const SIGNED_FRAMES = 26;
