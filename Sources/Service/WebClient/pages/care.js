// Looks after a page's network: lowers the picture before the sound suffers, says so to its own person and to the server, and
// brings the picture back. What a supervisor must see is the server's to judge; nothing here knows of it.
import { PictureLadder, Sampler, setPicture, setSound } from './network.js';
import { FrameRates } from './signing.js';

/** @typedef {import('./protocol.js').State} State */

export class NetworkCare {
  #connection; #media; #help;
  /** @type {PictureLadder | null} made when it is known whether we sign */
  #ladder = null;
  #receiving = new PictureLadder(true);
  #signs = false;
  #isThin = false;
  #wasOpen = false;
  #up = new Sampler();
  #down = new Sampler();
  /** @type {RTCPeerConnection | null} */
  #uplink = null;
  /** @type {RTCPeerConnection | null} */
  #downlink = null;
  #applied = '';
  /** Samples for which even the sound came or went badly. */
  #bad = 0;
  #isBusy = false;
  #rates = new FrameRates();
  #signing = 'signsWell';
  /** What the server was told last, and when. */
  #told = { picture: 'pictureWhole', receiving: 'receivesWell', at: 0 };

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./media.js').Media} media
   * @param {{name: string, telephone: string} | null} help
   */
  constructor(connection, media, help) {
    this.#connection = connection;
    this.#media = media;
    this.#help = help;
    media.care = this;
    connection.addEventListener('state', event => this.#follow(/** @type {CustomEvent} */ (event).detail));
    connection.addEventListener('lost', () => { this.#told = { picture: 'pictureWhole', receiving: 'receivesWell', at: 0 }; this.#signing = 'signsWell'; });
  }

  start() { setInterval(() => { this.#look(); this.#lookAtSigning(); }, SAMPLE_MILLISECONDS); }

  /** From the moment the picture is sent, seen by anybody or not, so that it is known before it begins. */
  async #lookAtSigning() {
    const { uplink } = this.#media.links;
    if (!this.#signs || !uplink || this.#connection.state?.phase === 'held') return this.#rates.clear();
    for (const report of (await uplink.getStats()).values()) {
      if (report.type === 'outbound-rtp' && report.kind === 'video') this.#rates.note('own', report.framesSent ?? 0, performance.now());
    }
    const fact = this.#rates.isSlow('own') ? 'signsSlowly' : 'signsWell';
    if (fact !== this.#signing && this.#connection.deviceFact(fact)) this.#signing = fact;
  }

  /**
   * What this page's own person reads about it; empty while all is well.
   * @param {import('./words.js').Say} say
   * @returns {string[]}
   */
  lines(say) {
    const step = this.#ladder?.step ?? 'whole';
    const ring = this.#bad >= BAD_SAMPLES && this.#help ? ` ${say('weakRing', this.#help)}` : '';
    if (step === 'paused') return [say('weakOwnPaused') + ring];
    if (step !== 'whole') return [say(this.#signs ? 'weakOwnSigning' : 'weakOwn') + ring];
    return this.#receiving.step !== 'whole' || ring ? [say('weakOwnHearing') + ring] : [];
  }

  /** @param {State} state */
  #follow(state) {
    this.#signs = state.you.signs === true;
    this.#ladder ??= new PictureLadder(!this.#signs);
    this.#isThin = state.media.isThin === true;
    if (state.media.isOpen && !this.#wasOpen) this.#ladder.retry();
    this.#wasOpen = state.media.isOpen;
    this.#tell(state);
    this.#apply();
  }

  async #look() {
    const { uplink, downlink } = this.#media.links;
    const ladder = this.#ladder;
    if (!ladder || this.#isBusy || !this.#connection.state?.media.isOpen) return;
    this.#isBusy = true;
    try {
      if (uplink !== this.#uplink) { this.#up = new Sampler(); this.#applied = ''; }
      if (downlink !== this.#downlink) this.#down = new Sampler();
      [this.#uplink, this.#downlink] = [uplink, downlink];
      const sent = uplink && this.#up.read(await uplink.getStats());
      const came = downlink && this.#down.read(await downlink.getStats());
      const before = this.lines(key => key).join();
      if (sent) ladder.note(sent);
      if (came) this.#receiving.note({ ...came, rate: Infinity });
      if (sent || came) this.#bad = Math.max(sent?.loss ?? 0, came?.loss ?? 0) >= BAD_LOSS ? this.#bad + 1 : 0;
      if (this.lines(key => key).join() !== before) this.#media.dispatchEvent(new CustomEvent('progress'));
      if (this.#connection.state) this.#tell(this.#connection.state);
      await this.#apply();
    } catch { /* The connection went; there will be another. */ } finally {
      this.#isBusy = false;
    }
  }

  /** Our own network's step, or a smaller picture for the sake of somebody else's. */
  async #apply() {
    const { uplink, picture } = this.#media.links;
    const own = this.#ladder?.step ?? 'whole';
    const step = own === 'whole' && this.#isThin ? 'small' : own === 'small' && this.#isThin ? 'tiny' : own;
    if (!uplink || !picture || uplink.connectionState !== 'connected' || this.#applied === step) return;
    this.#applied = step;
    await setPicture(picture, step, this.#signs).catch(() => { this.#applied = ''; });
    const sound = uplink.getSenders().find(sender => sender.track?.kind === 'audio');
    if (sound) await setSound(sound, step !== 'whole').catch(() => {});
  }

  /** @param {State} state */
  #tell(state) {
    const step = this.#ladder?.step ?? 'whole';
    const picture = { whole: 'pictureWhole', small: 'pictureSmall', tiny: 'pictureSmall', paused: 'picturePaused' }[step];
    const receiving = this.#receiving.step === 'whole' ? 'receivesWell' : 'receivesPoorly';
    // The server keeps no more than so many facts: what it did not take in is said again.
    const heard = { small: 'pictureSmall', paused: 'picturePaused' }[state.you.picture ?? ''] ?? 'pictureWhole';
    const isLate = heard !== picture && performance.now() - this.#told.at > AGAIN_MILLISECONDS;
    if ((picture !== this.#told.picture || isLate) && this.#connection.deviceFact(picture)) this.#told = { ...this.#told, picture, at: performance.now() };
    if (receiving !== this.#told.receiving && this.#connection.deviceFact(receiving)) this.#told.receiving = receiving;
  }
}

const SAMPLE_MILLISECONDS = 2000;
const AGAIN_MILLISECONDS = 15000;
const BAD_LOSS = 0.2;
const BAD_SAMPLES = 4;
