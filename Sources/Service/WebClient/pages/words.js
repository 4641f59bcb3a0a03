// Every text of the family's pages, in one place. The staff's pages are English and keep their texts beside what they name.
//
// BENGALI: A DRAFT, NOT CHECKED BY A TRANSLATOR. It must be checked by one before a family sees it; until then the
// pages say so themselves (`draft`) and English is one tap away.

import { HELP_TEXTS } from './words-help.js';
import { CARERS } from './words-carers.js';
import { BENGALI } from './words-refusals.js';

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
    levelHelp: 'Say something. The bar moves when the microphone hears you.',
    levelGood: 'Your microphone works. Nobody hears you yet.',
    placeTitle: 'Look at the picture. Can you see any of these?',
    placePost: 'Letters or parcels with an address',
    placeUniform: 'A school uniform or badge',
    placeWindow: 'A window with a view',
    placePhotos: 'Photos, or a mirror',
    placeDone: 'I have looked. Nothing shows where we are.',
    join: 'Join',
    joining: 'Joining…',
    cameraUnsupported: 'This browser can’t make video calls. Open your link in Chrome, Safari, Firefox or Edge.',
    tryAgain: 'Try again',
    Waiting: 'Waiting', Ready: 'Ready', Live: 'Live', Paused: 'Paused', Finished: 'Finished',
    waitingTitle: 'You are here. Please wait.',
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
    withdrawTitle: 'Do you want to stop taking part?',
    withdrawText: 'Both answers are fine. You can agree again another day.',
    withdrawYes: 'Yes, stop taking part',
    withdrawNo: 'No, stay',
    withdrawnTitle: 'You have taken back your agreement',
    finishedTitle: 'All done for today',
    closePage: 'You can close this page.',
    here: 'here',
    notHere: 'connection cut for now',
    interpreter: 'interpreter',
    supervisor: 'supervisor',
    draft: '',

    // The child, and after the end
    break: 'Break',
    notOK: 'Not OK',
    heard: 'We know.',
    ready: 'I’m ready',
    signUnheard: 'No microphone was found. You can join without one: your picture says it all.',
    talkTo: 'Talk to {name}',
    talkComing: '{name} will be here in a moment.',
    talkEnd: 'I want quiet now',
    feelBefore: 'How are you now?',
    feelAfter: 'How was it?',
    veryHappy: 'Very happy',
    happy: 'Happy',
    inBetween: 'In between',
    sad: 'Sad',
    verySad: 'Very sad',
    skip: 'Skip',
    faceThanks: 'Thank you for telling us.',
    faceSkipped: 'That is all right.',
    draw: 'Draw',
    drawClose: 'Put away',
    drawingPage: 'Our drawing',
    colours: 'Colours',
    'colour ink': 'Black',
    'colour red': 'Red',
    'colour orange': 'Orange',
    'colour green': 'Green',
    'colour blue': 'Blue',
    'colour purple': 'Purple',
    doneChild: 'All done for today.',
    doneNext: 'All done for today. Next time is {next}.',
    grownUp: 'The grown-up beside you',
    carerTitle: 'For {companion}: one question',
    carerQuestion: 'How was {name} after?',
    carerHelp: 'Today, tomorrow or later, with this same link. Do not write where you live or which school.',
    save: 'Save',
    saved: 'Saved. Thank you.',
    emptyBox: 'Please write something first.',
    notSaved: 'It was not saved. Your words are still here. Try again, or ring {name} on {telephone}.',
    thanks: 'Thank you for coming.',
    nextTime: 'Next time is {next}.',
    noteTitle: 'The note about today',
    noteText: '{supervisor} writes a note about today. You can ask {name} for a copy: {telephone}. It should come within two weeks.',
    ownTitle: 'Your own words',
    ownQuestion: 'What would you like to say about today?',
    ownHelp: 'It goes with the note, in your own language. You can also tell {name} on {telephone}.',
    complainTitle: 'If something was not right',
    complainText: 'Tell {name} on {telephone}. You can ask {name} how to complain. It is never held against you.',
    withdrawDoes: 'What it does',
    withdrawDoes1: 'You leave now.',
    withdrawDoes2: 'Your camera and microphone go off.',
    withdrawDoesNot: 'What it does not do',
    withdrawDoesNot1: 'It is not held against you.',
    withdrawDoesNot2: 'It does not take away your right to ask for time together.',
    withdrawDoesNot3: 'It does not delete what was written until now.',
    withdrawnNext: 'That is all right. {name} will talk with you about what comes next. You can ring {name} on {telephone}.',
    notHereNow: 'You cannot be here now.',
    seeTitle: 'What {name} can see',
    seeNotTitle: 'What {name} cannot see',
    theirFamily: 'the family',
    see1: 'The picture above, and what your microphone hears',
    see2: 'The names {names}',
    seeNot1: 'Your full name',
    seeNot2: 'Where you are, your phone number or your e-mail',
    seeNot3: 'What you tell {supervisor} before and after',
    lastPage: 'Go to the last page',
    overText: 'This session is over. You can still say how it was.',
    linkHelp: 'Please ring {name} on {telephone}.',
    tiesTitle: 'Do you know anybody in this family?',
    tiesText: 'We ask every interpreter, every time. Relatives, friends, neighbours and people you meet often all count. If you know somebody, another interpreter helps today. That is all right.',
    tiesNo: 'No, I know nobody',
    tiesYes: 'Yes, I know somebody',
    tiesToldTitle: 'Thank you for telling us',
    tiesTold: '{name} has been told. Another interpreter will help this family today. You need do nothing more.',
    tiesWrong: 'I pressed the wrong button',
    wordsLabel: 'Private words',
    wordFrom: 'A word from {name}, only for you',
    wordRead: 'I have read it',
    whisper: 'Whisper to {name}',
    whisperLabel: 'Only {name} reads it',
    whisperSend: 'Send',
    whisperClose: 'Close',
    whisperSent: 'Sent.',
    notPossibleNow: 'That can’t be done now.',
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
    levelHelp: 'কিছু বলুন। মাইক্রোফোন শুনতে পেলে দাগটি নড়বে।',
    levelGood: 'আপনার মাইক্রোফোন কাজ করছে। এখনো কেউ আপনাকে শুনছেন না।',
    placeTitle: 'ছবিটি দেখুন। এগুলোর কোনোটি কি দেখা যাচ্ছে?',
    placePost: 'ঠিকানা লেখা চিঠি বা পার্সেল',
    placeUniform: 'স্কুলের পোশাক বা ব্যাজ',
    placeWindow: 'বাইরের দৃশ্য দেখা যায় এমন জানালা',
    placePhotos: 'ছবি বা আয়না',
    placeDone: 'আমি দেখেছি। আমরা কোথায় আছি তা বোঝা যায় না।',
    join: 'যোগ দিন',
    joining: 'যোগ দেওয়া হচ্ছে…',
    cameraUnsupported: 'এই ব্রাউজারে ভিডিও কল করা যায় না। লিংকটি Chrome, Safari, Firefox বা Edge-এ খুলুন।',
    tryAgain: 'আবার চেষ্টা করুন',
    Waiting: 'অপেক্ষা', Ready: 'প্রস্তুত', Live: 'চলছে', Paused: 'থেমে আছে', Finished: 'শেষ',
    waitingTitle: 'আপনি এসেছেন। একটু অপেক্ষা করুন।',
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
    withdrawTitle: 'আপনি কি আর অংশ নিতে চান না?',
    withdrawText: 'দুটি উত্তরই ঠিক আছে। অন্য দিন আবার রাজি হতে পারেন।',
    withdrawYes: 'হ্যাঁ, আর অংশ নেব না',
    withdrawNo: 'না, থাকব',
    withdrawnTitle: 'আপনি সম্মতি ফিরিয়ে নিয়েছেন',
    finishedTitle: 'আজকের মতো শেষ',
    closePage: 'আপনি এই পাতাটি বন্ধ করতে পারেন।',
    here: 'আছেন',
    notHere: 'সংযোগ কেটে গেছে',
    interpreter: 'দোভাষী',
    supervisor: 'তত্ত্বাবধায়ক',
    draft: 'খসড়া অনুবাদ, এখনো যাচাই করা হয়নি।',

    break: 'বিরতি',
    notOK: 'ভালো নেই',
    heard: 'আমরা জানি।',
    ready: 'আমি তৈরি',
    signUnheard: 'কোনো মাইক্রোফোন পাওয়া যায়নি। মাইক্রোফোন ছাড়াও আপনি যোগ দিতে পারেন।',
    talkTo: '{name}-এর সঙ্গে কথা বলো',
    talkComing: '{name} একটু পরেই আসছেন।',
    talkEnd: 'আমি এখন একটু চুপচাপ থাকতে চাই',
    feelBefore: 'তুমি এখন কেমন আছ?',
    feelAfter: 'কেমন লাগল?',
    veryHappy: 'খুব খুশি',
    happy: 'খুশি',
    inBetween: 'মাঝামাঝি',
    sad: 'মন খারাপ',
    verySad: 'খুব মন খারাপ',
    skip: 'বাদ দাও',
    faceThanks: 'জানানোর জন্য ধন্যবাদ।',
    faceSkipped: 'কোনো অসুবিধা নেই।',
    draw: 'আঁকা',
    drawClose: 'সরিয়ে রাখুন',
    drawingPage: 'আমাদের আঁকা',
    colours: 'রং',
    'colour ink': 'কালো',
    'colour red': 'লাল',
    'colour orange': 'কমলা',
    'colour green': 'সবুজ',
    'colour blue': 'নীল',
    'colour purple': 'বেগুনি',
    doneChild: 'আজকের মতো শেষ।',
    doneNext: 'আজকের মতো শেষ। আবার দেখা হবে {next}।',
    grownUp: 'তোমার পাশের বড় মানুষ',
    carerTitle: '{companion}-এর জন্য: একটি প্রশ্ন',
    carerQuestion: 'পরে {name} কেমন ছিল?',
    carerHelp: 'আজ, কাল বা পরে, এই একই লিংক দিয়ে। আপনারা কোথায় থাকেন বা কোন স্কুল তা লিখবেন না।',
    save: 'রাখুন',
    saved: 'রাখা হয়েছে। ধন্যবাদ।',
    emptyBox: 'আগে কিছু লিখুন।',
    notSaved: 'রাখা যায়নি। আপনার লেখা এখানেই আছে। আবার চেষ্টা করুন, অথবা {name}-কে ফোন করুন: {telephone}।',
    thanks: 'আসার জন্য ধন্যবাদ।',
    nextTime: 'আবার দেখা হবে {next}।',
    noteTitle: 'আজকের বিবরণ',
    noteText: '{supervisor} আজকের কথা লিখে রাখবেন। একটি কপি চাইতে {name}-কে ফোন করুন: {telephone}। এটি দুই সপ্তাহের মধ্যে আসার কথা।',
    ownTitle: 'আপনার নিজের কথা',
    ownQuestion: 'আজকের দিন নিয়ে আপনি কী বলতে চান?',
    ownHelp: 'এটি বিবরণের সঙ্গে থাকবে, আপনার নিজের ভাষায়। {name}-কে ফোনেও বলতে পারেন: {telephone}।',
    complainTitle: 'কিছু ঠিক না হয়ে থাকলে',
    complainText: '{name}-কে বলুন: {telephone}। কীভাবে অভিযোগ করবেন তাও {name}-এর কাছে জানতে পারেন। এটি কখনো আপনার বিরুদ্ধে ধরা হবে না।',
    withdrawDoes: 'এতে যা হয়',
    withdrawDoes1: 'আপনি এখনই বেরিয়ে যাবেন।',
    withdrawDoes2: 'আপনার ক্যামেরা ও মাইক্রোফোন বন্ধ হবে।',
    withdrawDoesNot: 'এতে যা হয় না',
    withdrawDoesNot1: 'এটি আপনার বিরুদ্ধে ধরা হবে না।',
    withdrawDoesNot2: 'একসঙ্গে সময় চাওয়ার অধিকার চলে যায় না।',
    withdrawDoesNot3: 'এ পর্যন্ত যা লেখা হয়েছে তা মুছে যায় না।',
    withdrawnNext: 'কোনো অসুবিধা নেই। এরপর কী হবে তা নিয়ে {name} আপনার সঙ্গে কথা বলবেন। {name}-কে ফোন করতে পারেন: {telephone}।',
    notHereNow: 'আপনি এখন এখানে থাকতে পারছেন না।',
    seeTitle: '{name} যা দেখতে পান',
    seeNotTitle: '{name} যা দেখতে পান না',
    theirFamily: 'পরিবার',
    see1: 'উপরের ছবি, আর মাইক্রোফোনে যা শোনা যায়',
    see2: '{names}, এই নাম',
    seeNot1: 'আপনার পুরো নাম',
    seeNot2: 'আপনি কোথায় আছেন, আপনার ফোন নম্বর বা ই-মেইল',
    seeNot3: 'আগে ও পরে {supervisor}-কে যা বলেন',
    lastPage: 'শেষ পাতায় যান',
    overText: 'এই সাক্ষাৎ শেষ। কেমন ছিল তা এখনো বলতে পারেন।',
    linkHelp: '{name}-কে ফোন করুন: {telephone}।',
    Monday: 'সোমবার',
    Tuesday: 'মঙ্গলবার',
    Wednesday: 'বুধবার',
    Thursday: 'বৃহস্পতিবার',
    Friday: 'শুক্রবার',
    Saturday: 'শনিবার',
    Sunday: 'রবিবার',
    January: 'জানুয়ারি', February: 'ফেব্রুয়ারি', March: 'মার্চ', April: 'এপ্রিল', May: 'মে', June: 'জুন',
    July: 'জুলাই', August: 'আগস্ট', September: 'সেপ্টেম্বর', October: 'অক্টোবর', November: 'নভেম্বর', December: 'ডিসেম্বর',
    notPossibleNow: 'এখন এটি করা যাচ্ছে না।',
    tiesTitle: 'আপনি কি এই পরিবারের কাউকে চেনেন?',
    tiesText: 'আমরা প্রতিবার প্রত্যেক দোভাষীকে এই প্রশ্ন করি। আত্মীয়, বন্ধু, প্রতিবেশী, যাঁদের সঙ্গে প্রায়ই দেখা হয়, সবাই এর মধ্যে পড়েন। কাউকে চিনলে আজ অন্য দোভাষী সাহায্য করবেন। তাতে কোনো অসুবিধা নেই।',
    tiesNo: 'না, কাউকে চিনি না',
    tiesYes: 'হ্যাঁ, কাউকে চিনি',
    tiesToldTitle: 'জানানোর জন্য ধন্যবাদ',
    tiesTold: '{name}-কে জানানো হয়েছে। আজ অন্য দোভাষী এই পরিবারকে সাহায্য করবেন। আপনাকে আর কিছু করতে হবে না।',
    tiesWrong: 'ভুল বোতাম চেপেছি',
    wordsLabel: 'একান্ত কথা',
    wordFrom: '{name}-এর একটি কথা, শুধু আপনার জন্য',
    wordRead: 'আমি পড়েছি',
    whisper: '{name}-কে চুপিচুপি লিখুন',
    whisperLabel: 'শুধু {name} এটি পড়বেন',
    whisperSend: 'পাঠান',
    whisperClose: 'বন্ধ করুন',
    whisperSent: 'পাঠানো হয়েছে।',
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
    (texts[key] ?? HELP_TEXTS[known]?.[key] ?? TEXTS.en?.[key] ?? HELP_TEXTS.en?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(parts[name] ?? ''));
  say.language = known;
  return say;
}

/**
 * What a text of another language is in English; empty if it is none of ours, or has parts filled in.
 * @param {string} text
 */
export function inEnglish(text) {
  for (const texts of Object.values(TEXTS)) {
    const key = Object.keys(texts).find(key => texts[key] === text);
    if (key) return TEXTS.en?.[key] ?? '';
  }
  return '';
}

/** @typedef {ReturnType<typeof speaker>} Say */

/**
 * A day as the server writes it, “Tuesday 20 October 2026”, in the page's language.
 * @param {string} text
 * @param {Say} say
 */
export function dayIn(text, say) {
  return text.replace(/[A-Z][a-z]+/g, word => say(word));
}

/**
 * Why the server says no, in the page's language; what is not known in it is said in words that fit everything.
 * @param {string} message in English, or already in the reader's own language
 * @param {Say} say
 */
export function refusalIn(message, say) {
  if (say.language === 'en' || isBengali(message)) return message;
  return BENGALI[message] ?? say('notPossibleNow');
}

/** @param {string} text */
export function isBengali(text) { return /[\u0980-\u09ff]/.test(text); }

/**
 * The words of the page: the person's own language, or the other one they chose.
 * @param {string} language
 */
export function chosen(language) {
  return speaker(sessionStorage.getItem(LANGUAGE) ?? language);
}

/**
 * A speaker that goes over to another language, so that a page need not be opened again.
 * @returns {Say & {speak: (language: string) => void}} `speak`: the person's own language, or the other one they chose
 */
export function changing() {
  let now = speaker('en');
  const say = (key, parts = {}) => now(key, parts);
  Object.defineProperty(say, 'language', { get: () => now.language });
  return /** @type {any} */ (Object.assign(say, { speak: language => { now = chosen(language); } }));
}

/** The language of whoever sits there, kept for the pages that come after the end. */
export const ownLanguage = {
  /** @param {string} seat */
  of: seat => sessionStorage.getItem(`own ${seat}`) ?? 'en',
  /** @param {string} seat @param {string} language */
  keep: (seat, language) => sessionStorage.setItem(`own ${seat}`, language),
};

/** Where a choice of language is kept; the panes of the demo share one storage, and have names. */
export const LANGUAGE = `language${window.name}`;
