// Camera and microphone, the one uplink, the one downlink. What is shown is decided elsewhere, by the server's state.
import { isInTalk, isOver } from './protocol.js';
import { FrameRates } from './signing.js';

/** @typedef {import('./protocol.js').Connection} Connection */
/** @typedef {import('./protocol.js').State} State */

/**
 * Camera and microphone as they will be sent; the browser asks the person.
 * @param {boolean} [hasPicture] without: only the microphone
 * @param {boolean} [signs] what they say is in their picture: where there is no microphone it does without
 *
 * Inside another page, which is only ever the demo's (no other may frame ours), that one gives the camera: it may draw a picture.
 * @returns {Promise<MediaStream>}
 */
export async function openCamera(hasPicture = true, signs = false) {
  try {
    return await ask(hasPicture ? WISH : { audio: WISH.audio });
  } catch (error) {
    if (!signs || /** @type {any} */ (error)?.name !== 'NotFoundError') throw error;
    return ask({ video: WISH.video });
  }
}

/** @param {MediaStreamConstraints} wish */
function ask(wish) {
  if (parent !== window) return /** @type {any} */ (parent).demoCamera(window.name, wish);
  if (!navigator.mediaDevices) return Promise.reject(new DOMException('', 'NotSupportedError'));
  return navigator.mediaDevices.getUserMedia(wish);
}

/**
 * Events: `change` (streams came or went), `progress` (who stands still has changed), `device` (detail: {kind, isThere}).
 */
export class Media extends EventTarget {
  #connection;
  /** @type {RTCPeerConnection | null} */
  #uplink = null;
  /** @type {RTCPeerConnection | null} */
  #downlink = null;
  /** @type {Record<string, string>} */
  #feeds = {};
  /** Offers are answered one after another. */
  #offers = Promise.resolve();
  #isAfterEnd = false;
  #isStopped = false;
  #wasOpen = false;
  #isHeld = false;
  /** Waits to be let in: a small picture of them is looked at, in a pause too. */
  #isAtTheDoor = false;
  #isDim = false;
  /** @type {Set<string>} kinds of our tracks that were taken away */
  #lost = new Set();
  /** @type {RTCRtpSender | null} */
  #pictureSender = null;
  isMuted = false;
  /** @type {Map<string, {frames: number, audio: number}>} what closed connections had counted */
  #before = new Map();
  /** @type {Map<string, {frames: number, audio: number, since: number}>} */
  #latest = new Map();
  /** @type {MediaStream | null} */
  local = null;
  /** @type {Map<string, MediaStream>} seat to its stream */
  streams = new Map();
  /** @type {Set<string>} seats whose picture has stood still for 2.5 s */
  stalled = new Set();
  rates = new FrameRates();
  /** @type {import('./care.js').NetworkCare | null} */
  care = null;

  /**
   * @param {Connection} connection
   * @param {{isAfterEnd?: boolean}} [options] for the staff's talk, which begins when all else is over
   */
  constructor(connection, { isAfterEnd = false } = {}) {
    super();
    this.#connection = connection;
    this.#isAfterEnd = isAfterEnd;
    connection.addEventListener('message', event => this.#take(/** @type {CustomEvent} */ (event).detail));
    connection.addEventListener('lost', () => this.reset());
    connection.addEventListener('over', () => this.stop());
  }

  get isStopped() { return this.#isStopped; }

  /** The connections to the media server, and what sends our picture; null while there is none. */
  get links() { return { uplink: this.#uplink, downlink: this.#downlink, picture: this.#pictureSender }; }

  /**
   * Turns camera and microphone on, or on again where they were taken away; throws what the browser says.
   * @param {boolean} [hasPicture]
   * @param {boolean} [signs]
   */
  async open(hasPicture = true, signs = false) {
    if ((this.local && !this.hasLostTracks) || this.#isStopped) return;
    const stream = await openCamera(hasPicture, signs);
    if (this.#isStopped) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    const lost = [...this.#lost];
    for (const track of this.local?.getTracks() ?? []) track.stop();
    this.#lost.clear();
    this.local = stream;
    for (const track of stream.getTracks()) this.#watch(track);
    for (const sender of this.#uplink?.getSenders() ?? []) {
      const track = stream.getTracks().find(one => one.kind === sender.track?.kind);
      if (track) sender.replaceTrack(track).catch(() => this.#connection.restart());
    }
    this.#quieten();
    for (const kind of lost) this.#tellOfDevice(kind, true);
    this.#changed();
    if (this.#connection.state) this.apply(this.#connection.state);
  }

  /** Whether a call, the lock screen or another program has taken camera or microphone away. */
  get hasLostTracks() { return this.#lost.size > 0; }

  /** @param {MediaStreamTrack} track */
  #watch(track) {
    const note = isThere => {
      if (this.#isStopped || !this.local?.getTracks().includes(track) || isThere !== this.#lost.has(track.kind)) return;
      if (isThere) this.#lost.delete(track.kind);
      else this.#lost.add(track.kind);
      this.#tellOfDevice(track.kind, isThere);
    };
    track.addEventListener('ended', () => note(false));
    track.addEventListener('mute', () => note(false));
    track.addEventListener('unmute', () => note(true));
  }

  #tellOfDevice(kind, isThere) { this.dispatchEvent(new CustomEvent('device', { detail: { kind, isThere } })); }

  /**
   * Follows the server: publishes when it may, sends nothing in a pause, lets go of everything at the end.
   * @param {State} state
   */
  apply(state) {
    if (this.#isStopped) return;
    const isDone = this.#isAfterEnd ? !isInTalk(state) : isOver(state) || state.you.place === 'gone';
    if (isDone) {
      this.stop();
      return;
    }
    if (state.media.isOpen && !this.#wasOpen) this.#forgetProgress();
    this.#wasOpen = state.media.isOpen;
    this.#isHeld = state.phase === 'held' && !isInTalk(state);
    this.#isAtTheDoor = state.you.place === 'waiting';
    this.#quieten();
    if (state.media.canPublish && this.local && !this.#uplink) this.#publish(this.local);
  }

  /**
   * Black and silent, or not, by the person's own wish.
   * @param {boolean} isDim
   */
  dim(isDim) {
    this.#isDim = isDim;
    this.#quieten();
  }

  /** @param {boolean} isMuted the person's own sound, by their own wish */
  mute(isMuted) {
    this.isMuted = isMuted;
    this.#quieten();
    this.#changed();
  }

  /**
   * The person's own picture, by their own wish: off, the camera is let go and nothing of it is sent.
   * @param {boolean} isOn
   */
  async camera(isOn) {
    const stream = this.local;
    if (!stream || isOn === stream.getVideoTracks().length > 0) return;
    for (const track of stream.getVideoTracks()) {
      track.stop();
      stream.removeTrack(track);
    }
    const [track] = isOn ? (await navigator.mediaDevices.getUserMedia({ video: WISH.video })).getVideoTracks() : [];
    if (track && (this.#isStopped || this.local !== stream)) return track.stop();
    if (track) stream.addTrack(track);
    this.#quieten();
    await this.#pictureSender?.replaceTrack(track ?? null);
    this.#changed();
  }

  #quieten() {
    for (const track of this.local?.getTracks() ?? []) {
      const isPaused = this.#isHeld && !(this.#isAtTheDoor && track.kind === 'video');
      track.enabled = !isPaused && !this.#isDim && !(this.isMuted && track.kind === 'audio');
    }
  }

  /** Everything off, for good and at once; needs no server. */
  stop() {
    this.#isStopped = true;
    for (const track of this.local?.getTracks() ?? []) track.stop();
    this.local = null;
    this.reset();
  }

  /** Closes both peer connections; what was shown goes. */
  reset() {
    for (const [seat, counted] of this.#latest) this.#before.set(seat, counted);
    this.#uplink?.close();
    this.#downlink?.close();
    this.#uplink = this.#downlink = null;
    this.#feeds = {};
    this.streams.clear();
    this.stalled.clear();
    this.#changed();
  }

  /**
   * Reads how far each feed has come, from what the browser has decoded.
   * @returns {Promise<{seat: string, frames: number, audio: number}[]>}
   */
  async count() {
    const downlink = this.#downlink;
    if (!downlink) return [];
    /** @type {Map<string, {frames: number, audio: number}>} */
    const now = new Map();
    for (const report of (await downlink.getStats()).values()) {
      const seat = report.type === 'inbound-rtp' ? this.#feeds[report.mid] : undefined;
      if (!seat) continue;
      const sum = now.get(seat) ?? { ...(this.#before.get(seat) ?? { frames: 0, audio: 0 }) };
      if (report.kind === 'video') sum.frames += report.framesDecoded ?? 0;
      else sum.audio += Math.max(0, (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0));
      now.set(seat, sum);
    }
    if (downlink === this.#downlink) this.#noteProgress(now);
    return [...now].map(([seat, { frames, audio }]) => ({ seat, frames, audio }));
  }

  /** @param {Map<string, {frames: number, audio: number}>} now */
  #noteProgress(now) {
    const time = performance.now();
    let hasChanged = false;
    for (const [seat, sum] of now) {
      this.rates.note(seat, sum.frames, time);
      const last = this.#latest.get(seat);
      const since = last && last.frames === sum.frames ? last.since : time;
      this.#latest.set(seat, { ...sum, since });
      const isStalled = time - since > STALL_MILLISECONDS;
      if (isStalled === this.stalled.has(seat)) continue;
      hasChanged = true;
      if (isStalled) this.stalled.add(seat);
      else this.stalled.delete(seat);
    }
    if (hasChanged) this.dispatchEvent(new CustomEvent('progress'));
  }

  /** After a pause everybody has 2.5 s again. */
  #forgetProgress() {
    this.stalled.clear();
    this.rates.clear();
    for (const progress of this.#latest.values()) progress.since = performance.now();
  }

  #take(message) {
    if (this.#isStopped) return;
    switch (message.type) {
      case 'uplinkAnswer':
        this.#uplink?.setRemoteDescription({ type: 'answer', sdp: message.sdp }).catch(() => this.#connection.restart());
        break;
      case 'downlinkOffer':
        this.#offers = this.#offers.then(() => this.#answer(message)).catch(() => {});
        break;
      case 'mediaReset':
        this.reset();
        break;
      default:
    }
  }

  /** @param {MediaStream} stream */
  async #publish(stream) {
    const uplink = new RTCPeerConnection(SETTINGS);
    this.#uplink = uplink;
    this.#restartWhenFailed(uplink);
    for (const track of stream.getAudioTracks()) uplink.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
    // There is a place for a picture even while there is none: it may come later.
    const [picture] = stream.getVideoTracks();
    this.#pictureSender = uplink.addTransceiver(picture ?? 'video', { direction: 'sendonly', streams: [stream] }).sender;
    try {
      await uplink.setLocalDescription();
      await gathered(uplink);
      if (uplink !== this.#uplink) return;
      await this.#connection.request('publish', { sdp: uplink.localDescription?.sdp });
    } catch {
      if (uplink !== this.#uplink) return;
      uplink.close();
      // Refused: perhaps it may later.
      setTimeout(() => {
        if (uplink !== this.#uplink) return;
        this.#uplink = null;
        if (this.#connection.state) this.apply(this.#connection.state);
      }, RETRY_MILLISECONDS);
    }
  }

  async #answer({ offer, sdp, feeds }) {
    if (this.#isStopped || !this.#connection.isOpen) return;
    const downlink = this.#downlink ??= this.#newDownlink();
    this.#feeds = feeds;
    await downlink.setRemoteDescription({ type: 'offer', sdp });
    await downlink.setLocalDescription();
    await gathered(downlink);
    if (downlink !== this.#downlink) return;
    this.#gatherStreams(downlink);
    await this.#connection.request('subscribeAnswer', { offer, sdp: downlink.localDescription?.sdp });
  }

  #newDownlink() {
    const downlink = new RTCPeerConnection(SETTINGS);
    this.#restartWhenFailed(downlink);
    return downlink;
  }

  /** One stream for each seat, the same object as long as its tracks are the same. */
  #gatherStreams(downlink) {
    /** @type {Map<string, MediaStreamTrack[]>} */
    const tracks = new Map();
    for (const transceiver of downlink.getTransceivers()) {
      const seat = transceiver.mid === null ? undefined : this.#feeds[transceiver.mid];
      if (!seat || !transceiver.currentDirection?.startsWith('recv')) continue;
      tracks.set(seat, [...(tracks.get(seat) ?? []), transceiver.receiver.track]);
    }
    for (const seat of [...this.streams.keys()]) if (!tracks.has(seat)) this.streams.delete(seat);
    for (const [seat, list] of tracks) {
      const old = this.streams.get(seat)?.getTracks() ?? [];
      const isSame = old.length === list.length && list.every(track => old.includes(track));
      if (!isSame) this.streams.set(seat, new MediaStream(list));
    }
    this.#changed();
  }

  /** @param {RTCPeerConnection} peer */
  #restartWhenFailed(peer) {
    peer.addEventListener('connectionstatechange', () => {
      const isOurs = peer === this.#uplink || peer === this.#downlink;
      if (isOurs && peer.connectionState === 'failed') this.#connection.restart();
    });
  }

  #changed() { this.dispatchEvent(new CustomEvent('change')); }
}

/**
 * Sends beats for as long as the page is there; a worker's timer is not slowed down in a hidden page.
 * @param {Connection} connection
 * @param {Media} [media]
 */
export function startBeats(connection, media) {
  const worker = new Worker(/** @type {any} */ (beatScript()));
  let isCounting = false;
  worker.addEventListener('message', async () => {
    if (isCounting) return;
    isCounting = true;
    try {
      const feeds = media ? await media.count() : [];
      connection.beat(document.visibilityState === 'visible', feeds);
    } finally {
      isCounting = false;
    }
  });
  worker.postMessage(connection.beatMilliseconds);
}

function beatScript() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return BEAT_SCRIPT;
  return types.createPolicy('beat', { createScriptURL: () => BEAT_SCRIPT }).createScriptURL('');
}

/** Candidates travel inside the description; 2 s are enough for those that matter. */
function gathered(peer) {
  return new Promise(resolve => {
    const look = () => { if (peer.iceGatheringState === 'complete') resolve(undefined); };
    peer.addEventListener('icegatheringstatechange', look);
    setTimeout(resolve, 2000);
    look();
  });
}

const BEAT_SCRIPT = '/app/beat.js';
const WISH = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 }, facingMode: 'user' },
};
const STALL_MILLISECONDS = 2500;
const RETRY_MILLISECONDS = 1500;
/** @type {RTCConfiguration} */
const SETTINGS = { bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers: [] };
