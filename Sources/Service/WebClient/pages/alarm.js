// Sound to call a worker; nothing else in this product makes one.

export class Alarm {
  /** @type {AudioContext | null} */
  #audio = null;
  #timer = 0;
  #title = document.title;

  /** Two soft tones. */
  ring() {
    const audio = this.#audio ??= new AudioContext();
    audio.resume().catch(() => {});
    [660, 880].forEach((frequency, index) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const at = audio.currentTime + index * 0.22;
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
      volume.gain.linearRampToValueAtTime(0, at + 0.2);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.2);
    });
  }

  /** Calls at once and every two seconds, by sound and in the tab's title. */
  start() {
    this.stop();
    document.title = 'COME BACK: the session pauses';
    this.ring();
    this.#timer = setInterval(() => this.ring(), 2000);
  }

  stop() {
    clearInterval(this.#timer);
    document.title = this.#title;
  }
}
