// Runs in any browser, before the page's own modules: says what to do where those cannot run or do not come.
// Written as scripts were written in 2009, since whoever needs it has a browser from then.
(function () {
  'use strict';
  var TEXTS = {
    en: {
      old: 'This browser is too old',
      oldText: 'It can’t make video calls. Copy the address at the top and open it in Chrome, Safari, Firefox or Edge. Or try a newer phone or computer: your link works there too.',
      broken: 'The page did not open',
      brokenText: 'Your internet may be slow or cut off. You did nothing wrong. Please try again.',
      slow: 'This is slow today. Please wait a little, or try again.',
      again: 'Try again',
      help: 'Who can help you, with a phone number'
    },
    bn: {
      old: 'এই ব্রাউজারটি অনেক পুরোনো',
      oldText: 'এতে ভিডিও কল করা যায় না। উপরের ঠিকানাটি কপি করে Chrome, Safari, Firefox বা Edge-এ খুলুন। অথবা নতুন কোনো ফোন বা কম্পিউটারে চেষ্টা করুন: লিংকটি সেখানেও কাজ করবে।',
      broken: 'পাতাটি খোলেনি',
      brokenText: 'ইন্টারনেট ধীর বা বন্ধ থাকতে পারে। আপনার কোনো দোষ নেই। আবার চেষ্টা করুন।',
      slow: 'আজ একটু সময় লাগছে। একটু অপেক্ষা করুন, অথবা আবার চেষ্টা করুন।',
      again: 'আবার চেষ্টা করুন',
      help: 'কে সাহায্য করতে পারেন, ফোন নম্বরসহ'
    }
  };
  var LANGUAGES = /^bn/.test(navigator.language || '') ? ['bn', 'en'] : ['en', 'bn'];

  function element(name, text, parent) {
    var made = document.createElement(name);
    if (text) made.appendChild(document.createTextNode(text));
    if (parent) parent.appendChild(made);
    return made;
  }

  /** Fills the page, as long as nothing else has; in both languages, since nobody has said which it is. */
  function tell(title, text, mayTryAgain) {
    var place = document.getElementById('opening');
    if (!place) return;
    while (place.firstChild) place.removeChild(place.firstChild);
    for (var i = 0; i < LANGUAGES.length; i++) {
      var language = LANGUAGES[i], texts = TEXTS[language], part = element('div', '', place);
      part.lang = language;
      if (title) element(i ? 'h2' : 'h1', texts[title], part);
      element('p', texts[text], part);
      if (mayTryAgain) element('button', texts.again, element('p', '', part)).onclick = function () { location.reload(); };
      element('a', texts.help, element('p', '', part)).href = '/help';
    }
    place.setAttribute('role', 'alert');
  }

  function whenThere(action) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', action);
    else action();
  }

  if (!('noModule' in document.createElement('script')) || !window.WebSocket || !window.fetch) {
    whenThere(function () { tell('old', 'oldText', false); });
    return;
  }
  addEventListener('error', function (event) {
    var isOld = event.error && event.error.name === 'SyntaxError';
    whenThere(function () { tell(isOld ? 'old' : 'broken', isOld ? 'oldText' : 'brokenText', !isOld); });
  }, true);
  setTimeout(function () { tell('', 'slow', true); }, 12000);
})();
