// A poor network: the picture gives way before the sound, step by step, and comes back by itself. Of somebody who signs the
// size gives way and never the number of pictures a second, and never the picture: it is what they say.

/**
 * @typedef {object} Sample how the network did since the sample before
 * @property {number} loss of what was sent or should have come, 0 to 1
 * @property {number} delay there and back, in seconds
 * @property {number} rate bits a second that it has room for
 */

/** Decides, from samples two seconds apart, how much of a picture the network bears. Knows no browser. */
export class PictureLadder {
  #mayPause;
  /** Samples in a row that were poor, or good. */
  #poor = 0;
  #good = 0;
  #needed = GOOD_SAMPLES;
  /** Samples since the last step up. */
  #sinceUp = Infinity;
  /** @type {keyof typeof STEPS} */
  step = 'whole';

  /** @param {boolean} mayPause false for somebody who signs */
  constructor(mayPause) { this.#mayPause = mayPause; }

  /**
   * Takes a sample in; true if the step has changed.
   * @param {Sample} sample
   */
  note({ loss, delay, rate }) {
    const isPoor = loss >= POOR_LOSS || delay >= POOR_DELAY || rate < STEPS[this.step].needs;
    this.#poor = isPoor ? this.#poor + 1 : 0;
    this.#good = isPoor ? 0 : this.#good + 1;
    this.#sinceUp += 1;
    const at = ORDER.indexOf(this.step);
    if (this.#poor >= (this.step === 'tiny' ? POOR_SAMPLES * 2 : POOR_SAMPLES)) return this.#go(at + 1, true);
    return this.#good >= this.#needed && this.#go(at - 1, false);
  }

  #go(at, isDown) {
    this.#poor = this.#good = 0;
    const step = ORDER[at];
    if (!step || step === 'paused' && !this.#mayPause) return false;
    // A network that bore the last step up only for a moment is not tried again so soon.
    if (isDown) this.#needed = this.#sinceUp <= GOOD_SAMPLES ? Math.min(MOST_SAMPLES, this.#needed * 2) : GOOD_SAMPLES;
    else this.#sinceUp = 0;
    this.step = step;
    return true;
  }

  /** After a pause of the session: a picture is tried again, or nobody who must see could ever go on. */
  retry() {
    if (this.step !== 'paused') return false;
    return this.#go(ORDER.indexOf('tiny'), false);
  }
}

/**
 * How a picture is sent on a step.
 * @param {keyof typeof STEPS} step
 * @param {boolean} signs
 */
export function encoding(step, signs) {
  const { active, ...ways } = STEPS[step];
  const { maxBitrate, scaleResolutionDownBy, maxFramerate } = signs ? ways.signing : ways.plain;
  return { active, maxBitrate, scaleResolutionDownBy, maxFramerate };
}

/**
 * Tells the sender; what a browser does not know of it, it leaves out.
 * @param {RTCRtpSender} sender
 * @param {keyof typeof STEPS} step
 * @param {boolean} signs
 */
export async function setPicture(sender, step, signs) {
  const parameters = /** @type {any} */ (sender.getParameters());
  const [first] = parameters.encodings ?? [];
  if (!first) return;
  for (const [key, value] of Object.entries(encoding(step, signs))) {
    if (value === undefined) delete first[key];
    else first[key] = value;
  }
  first.priority = first.networkPriority = signs ? 'high' : 'low';
  parameters.degradationPreference = signs ? 'maintain-framerate' : 'balanced';
  await sender.setParameters(parameters);
}

/**
 * Sound goes first; where the network is poor, with fewer bits, which talk hardly shows.
 * @param {RTCRtpSender} sender
 * @param {boolean} isPoor
 */
export async function setSound(sender, isPoor) {
  const parameters = /** @type {any} */ (sender.getParameters());
  const [first] = parameters.encodings ?? [];
  if (!first) return;
  first.priority = first.networkPriority = 'high';
  if (isPoor) first.maxBitrate = POOR_SOUND;
  else delete first.maxBitrate;
  await sender.setParameters(parameters);
}

/** Reads one peer connection's statistics as samples; each is what was new since the one before. */
export class Sampler {
  /** @type {Map<string, {lost: number, all: number}>} */
  #before = new Map();

  /**
   * @param {RTCStatsReport} reports
   * @returns {Sample | null} null where nothing has gone since
   */
  read(reports) {
    let lost = 0, all = 0, delay = 0, rate = Infinity;
    for (const report of reports.values()) {
      if (report.type === 'remote-inbound-rtp') {
        const sent = reports.get(report.localId)?.packetsSent ?? 0;
        [lost, all] = this.#add(report.id, report.packetsLost ?? 0, sent, lost, all);
        delay = Math.max(delay, report.roundTripTime ?? 0);
      } else if (report.type === 'inbound-rtp' && report.kind === 'audio') {
        [lost, all] = this.#add(report.id, report.packetsLost ?? 0, (report.packetsReceived ?? 0) + (report.packetsLost ?? 0), lost, all);
      } else if (report.type === 'candidate-pair' && report.nominated && report.availableOutgoingBitrate) {
        rate = report.availableOutgoingBitrate;
      }
    }
    return all > 0 ? { loss: Math.min(1, lost / all), delay, rate } : null;
  }

  #add(id, lost, all, sumLost, sumAll) {
    const before = this.#before.get(id);
    this.#before.set(id, { lost, all });
    if (!before || all < before.all) return [sumLost, sumAll];
    return [sumLost + Math.max(0, lost - before.lost), sumAll + all - before.all];
  }
}

/** From a whole picture down; `needs` is what a step takes with the sound, in bits a second. */
const STEPS = {
  whole: { active: true, needs: 150_000, plain: {}, signing: {} },
  small: { active: true, needs: 70_000, plain: { maxBitrate: 80_000, scaleResolutionDownBy: 2, maxFramerate: 10 }, signing: { maxBitrate: 300_000, scaleResolutionDownBy: 1.5 } },
  tiny: { active: true, needs: 40_000, plain: { maxBitrate: 30_000, scaleResolutionDownBy: 4, maxFramerate: 5 }, signing: { maxBitrate: 150_000, scaleResolutionDownBy: 2 } },
  paused: { active: false, needs: 0, plain: {}, signing: {} },
};
const ORDER = /** @type {(keyof typeof STEPS)[]} */ (['whole', 'small', 'tiny', 'paused']);
const POOR_LOSS = 0.06;
/** Beyond 0.8 s talk is hindered (EN 301 549, 6.5). */
const POOR_DELAY = 0.8;
const POOR_SOUND = 20_000;
const POOR_SAMPLES = 2;
const GOOD_SAMPLES = 5;
const MOST_SAMPLES = 40;
