// Every text of the family's pages, in one place. The staff's pages are English and keep their texts beside what they name.
//
// BENGALI: A DRAFT, NOT CHECKED BY A TRANSLATOR. It must be checked by one before a family sees it; until then the
// pages say so themselves (`draft`) and English is one tap away.

import { CARERS } from './words-carers.js';

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {
  en: {
    languageName: 'English',
    oneMoment: 'One moment…',
    loading: 'We are opening your link.',
    linkProblem: 'This link can’t be used',
    noLink: 'Please open the link from the message you were sent. If you can’t find it, ring your social worker.',
    hello: 'Hello {name}',
    familyTime: 'Your family time',
    session: 'Your session',
    when: 'When',
    from: '{from} to {to}',
    whoIsThere: 'Who will be there',
    youHere: '{name} (you)',
    youWith: '{name}, with {companion}',
    lets: '{name} will let you in.',
    staysWith: '{name} stays with you the whole time.',
    next: 'Next',
    back: 'Back',
    opensAt: 'You can come in from {time}. You can leave this page open: it goes on by itself.',
    someoneToAsk: 'Questions? Ring {name} on {telephone}.',
    groundRules: 'A few rules, so that it is a good time for everybody',
    agree: 'I agree',
    disagree: 'I don’t agree',
    mayRefuse: 'Both answers are fine. If you don’t agree, nothing is held against you, and {name} will talk with you about what else could work.',
    refusedTitle: 'That is all right',
    refusedText: 'You said that you don’t agree, so the session will not begin. Nothing is held against you. Ring {name} on {telephone} to talk about what else could work.',
    changedMind: 'I have changed my mind',
    agreedAlready: 'You have agreed to these rules.',
    cameraTitle: 'Your picture and your sound',
    cameraWhy: 'Your camera and microphone are off. When you turn them on, your browser asks you first. Only you see the picture until you have joined.',
    cameraOn: 'Turn on camera and microphone',
    exactly: 'This is exactly what the others will see.',
    nameRead: 'The name they read is {name}.',
    level: 'Microphone',
    levelHelp: 'Say something. The bar moves when we hear you.',
    levelGood: 'We can hear you.',
    placeTitle: 'Look at the picture. Can you see any of these?',
    placePost: 'Letters or parcels with an address',
    placeUniform: 'A school uniform or badge',
    placeWindow: 'A window with a view',
    placePhotos: 'Photos, or a mirror',
    placeDone: 'I have looked. Nothing shows where we are.',
    join: 'Join',
    joining: 'Joining…',
    cameraDenied: 'Your browser did not let us use the camera or microphone. Press the camera sign beside the address, choose “Allow”, and try again.',
    cameraBusy: 'Your camera is being used by something else. Close other video calls and try again.',
    cameraMissing: 'We could not find a camera and a microphone on this device. Try another phone or computer with the same link.',
    cameraUnsupported: 'This browser can’t make video calls. Open your link in Chrome, Safari, Firefox or Edge.',
    tryAgain: 'Try again',
    Waiting: 'Waiting', Ready: 'Ready', Live: 'Live', Paused: 'Paused', Finished: 'Finished',
    waitingTitle: 'You are in. Please wait here.',
    waitingChild: 'Nearly time!',
    alone: 'Nobody sees or hears you yet.',
    unheard: 'Nobody hears you yet.',
    seen: '{name} can see this small picture of you, to know it is you. It is not kept.',
    seenChild: '{name} can see a small picture of you.',
    othersSee: 'What the others see',
    you: 'You',
    lostTitle: 'The connection was lost',
    lostText: 'You did nothing wrong. Nobody sees or hears you now. We are trying again by ourselves, and you keep your place.',
    lostLong: 'Still trying. If it does not come back, ring {name} on {telephone}.',
    lostChild: 'The picture is gone for a moment. You did nothing wrong.',
    withYou: '{name} is with you.',
    stop: 'Stop',
    stoppedTitle: 'You stopped',
    stoppedText: 'That is all right. Your camera and microphone are off.',
    leave: 'Leave',
    leftTitle: 'You have left',
    leftText: 'Your camera and microphone are off.',
    comeBack: 'Come back',
    leavingTitle: 'Leaving…',
    leavingText: 'Your camera and microphone are off already. You leave in {seconds} seconds.',
    stay: 'No, I want to stay',
    withdraw: 'I no longer agree to take part',
    withdrawTitle: 'Do you want to take back your agreement?',
    withdrawText: 'The session ends for you at once. What has happened until now stays written down. It is not held against you, and you can agree again another day.',
    withdrawYes: 'Yes, take it back',
    withdrawNo: 'No, go on',
    withdrawnTitle: 'You have taken back your agreement',
    finishedTitle: 'All done for today',
    closePage: 'You can close this page.',
    soundTap: 'Tap here to hear the others',
    here: 'here',
    notHere: 'away for a moment',
    interpreter: 'interpreter',
    supervisor: 'supervisor',
    draft: '',
  },
  bn: {
    languageName: 'বাংলা',
    oneMoment: 'একটু অপেক্ষা করুন…',
    loading: 'আমরা আপনার লিংকটি খুলছি।',
    linkProblem: 'এই লিংকটি ব্যবহার করা যাচ্ছে না',
    noLink: 'আপনাকে পাঠানো বার্তা থেকে লিংকটি খুলুন। খুঁজে না পেলে আপনার সমাজকর্মীকে ফোন করুন।',
    hello: 'স্বাগতম, {name}',
    familyTime: 'আপনার পরিবারের সময়',
    session: 'আপনার সাক্ষাৎ',
    when: 'কখন',
    from: '{from} থেকে {to}',
    whoIsThere: 'কারা থাকবেন',
    youHere: '{name} (আপনি)',
    youWith: '{name}, সঙ্গে {companion}',
    lets: '{name} আপনাকে ভেতরে আসতে দেবেন।',
    staysWith: '{name} পুরো সময় আপনার সঙ্গে থাকবেন।',
    next: 'পরবর্তী',
    back: 'ফিরে যান',
    opensAt: 'আপনি {time} থেকে আসতে পারবেন। এই পাতাটি খোলা রাখতে পারেন: এটি নিজেই এগিয়ে যাবে।',
    someoneToAsk: 'কোনো প্রশ্ন? {name}-কে ফোন করুন: {telephone}।',
    groundRules: 'কয়েকটি নিয়ম, যাতে সময়টা সবার জন্য ভালো হয়',
    agree: 'আমি রাজি',
    disagree: 'আমি রাজি নই',
    mayRefuse: 'দুটি উত্তরই ঠিক আছে। রাজি না হলে তা আপনার বিরুদ্ধে ধরা হবে না, আর কী করা যায় তা নিয়ে {name} আপনার সঙ্গে কথা বলবেন।',
    refusedTitle: 'কোনো অসুবিধা নেই',
    refusedText: 'আপনি বলেছেন যে আপনি রাজি নন, তাই সাক্ষাৎ শুরু হবে না। এটি আপনার বিরুদ্ধে ধরা হবে না। আর কী করা যায় তা জানতে {name}-কে ফোন করুন: {telephone}।',
    changedMind: 'আমি মত বদলেছি',
    agreedAlready: 'আপনি এই নিয়মগুলোতে রাজি হয়েছেন।',
    cameraTitle: 'আপনার ছবি ও শব্দ',
    cameraWhy: 'আপনার ক্যামেরা ও মাইক্রোফোন বন্ধ আছে। চালু করলে ব্রাউজার আগে আপনার অনুমতি চাইবে। আপনি যোগ না দেওয়া পর্যন্ত শুধু আপনিই ছবিটি দেখবেন।',
    cameraOn: 'ক্যামেরা ও মাইক্রোফোন চালু করুন',
    exactly: 'অন্যরা ঠিক এই ছবিটিই দেখবেন।',
    nameRead: 'তাঁরা যে নামটি পড়বেন: {name}।',
    level: 'মাইক্রোফোন',
    levelHelp: 'কিছু বলুন। আমরা শুনতে পেলে দাগটি নড়বে।',
    levelGood: 'আমরা আপনাকে শুনতে পাচ্ছি।',
    placeTitle: 'ছবিটি দেখুন। এগুলোর কোনোটি কি দেখা যাচ্ছে?',
    placePost: 'ঠিকানা লেখা চিঠি বা পার্সেল',
    placeUniform: 'স্কুলের পোশাক বা ব্যাজ',
    placeWindow: 'বাইরের দৃশ্য দেখা যায় এমন জানালা',
    placePhotos: 'ছবি বা আয়না',
    placeDone: 'আমি দেখেছি। আমরা কোথায় আছি তা বোঝা যায় না।',
    join: 'যোগ দিন',
    joining: 'যোগ দেওয়া হচ্ছে…',
    cameraDenied: 'ব্রাউজার ক্যামেরা বা মাইক্রোফোন ব্যবহার করতে দেয়নি। ঠিকানার পাশে ক্যামেরার চিহ্নে চাপুন, অনুমতি দিন, তারপর আবার চেষ্টা করুন।',
    cameraBusy: 'ক্যামেরাটি অন্য কিছুতে ব্যবহৃত হচ্ছে। অন্য ভিডিও কল বন্ধ করে আবার চেষ্টা করুন।',
    cameraMissing: 'এই যন্ত্রে ক্যামেরা ও মাইক্রোফোন পাওয়া যায়নি। একই লিংক দিয়ে অন্য ফোন বা কম্পিউটারে চেষ্টা করুন।',
    cameraUnsupported: 'এই ব্রাউজারে ভিডিও কল করা যায় না। লিংকটি Chrome, Safari, Firefox বা Edge-এ খুলুন।',
    tryAgain: 'আবার চেষ্টা করুন',
    Waiting: 'অপেক্ষা', Ready: 'প্রস্তুত', Live: 'চলছে', Paused: 'থেমে আছে', Finished: 'শেষ',
    waitingTitle: 'আপনি এসেছেন। এখানে অপেক্ষা করুন।',
    waitingChild: 'প্রায় সময় হয়ে গেছে!',
    alone: 'এখনো কেউ আপনাকে দেখছেন না বা শুনছেন না।',
    unheard: 'এখনো কেউ আপনাকে শুনছেন না।',
    seen: '{name} আপনার এই ছোট ছবিটি দেখতে পাচ্ছেন, যাতে বোঝা যায় যে এটি আপনি। ছবিটি রাখা হয় না।',
    seenChild: '{name} তোমার একটা ছোট ছবি দেখতে পাচ্ছেন।',
    othersSee: 'অন্যরা যা দেখছেন',
    you: 'আপনি',
    lostTitle: 'সংযোগ বিচ্ছিন্ন হয়েছে',
    lostText: 'আপনার কোনো দোষ নেই। এখন কেউ আপনাকে দেখছেন না বা শুনছেন না। আমরা নিজেরাই আবার চেষ্টা করছি, আপনার জায়গা থাকবে।',
    lostLong: 'এখনো চেষ্টা চলছে। সংযোগ ফিরে না এলে {name}-কে ফোন করুন: {telephone}।',
    lostChild: 'ছবিটা একটু চলে গেছে। তোমার কোনো দোষ নেই।',
    withYou: '{name} তোমার সঙ্গে আছেন।',
    stop: 'থামো',
    stoppedTitle: 'তুমি থামিয়েছ',
    stoppedText: 'কোনো অসুবিধা নেই। তোমার ক্যামেরা ও মাইক্রোফোন বন্ধ।',
    leave: 'বেরিয়ে যান',
    leftTitle: 'আপনি বেরিয়ে গেছেন',
    leftText: 'আপনার ক্যামেরা ও মাইক্রোফোন বন্ধ।',
    comeBack: 'ফিরে আসুন',
    leavingTitle: 'বেরিয়ে যাচ্ছেন…',
    leavingText: 'আপনার ক্যামেরা ও মাইক্রোফোন এখনই বন্ধ। আপনি {seconds} সেকেন্ডে বেরিয়ে যাবেন।',
    stay: 'না, আমি থাকতে চাই',
    withdraw: 'আমি আর অংশ নিতে রাজি নই',
    withdrawTitle: 'আপনি কি আপনার সম্মতি ফিরিয়ে নিতে চান?',
    withdrawText: 'আপনার জন্য সাক্ষাৎ এখনই শেষ হবে। এ পর্যন্ত যা হয়েছে তা লেখা থাকবে। এটি আপনার বিরুদ্ধে ধরা হবে না, আর অন্য দিন আবার রাজি হতে পারেন।',
    withdrawYes: 'হ্যাঁ, ফিরিয়ে নিন',
    withdrawNo: 'না, চলুক',
    withdrawnTitle: 'আপনি সম্মতি ফিরিয়ে নিয়েছেন',
    finishedTitle: 'আজকের মতো শেষ',
    closePage: 'আপনি এই পাতাটি বন্ধ করতে পারেন।',
    soundTap: 'অন্যদের শুনতে এখানে চাপুন',
    here: 'আছেন',
    notHere: 'একটু দূরে',
    interpreter: 'দোভাষী',
    supervisor: 'তত্ত্বাবধায়ক',
    draft: 'খসড়া অনুবাদ, এখনো যাচাই করা হয়নি।',
  },
};

for (const [language, texts] of Object.entries(CARERS)) Object.assign(TEXTS[language] ?? {}, texts);

export const LANGUAGES = Object.keys(TEXTS);

/**
 * A speaker of one language: `say('hello', {name: 'Nasrin'})`. What the language lacks is said in English.
 * @param {string} language BCP 47
 */
export function speaker(language) {
  const known = LANGUAGES.includes(language) ? language : 'en';
  const texts = TEXTS[known] ?? {};
  /**
   * @param {string} key
   * @param {Record<string, any>} [parts]
   */
  const say = (key, parts = {}) =>
    (texts[key] ?? TEXTS.en?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(parts[name] ?? ''));
  say.language = known;
  return say;
}

/** @typedef {ReturnType<typeof speaker>} Say */

/**
 * The words of the page: the person's own language, or the other one they chose.
 * @param {string} language
 */
export function chosen(language) {
  return speaker(sessionStorage.getItem('language') ?? language);
}
