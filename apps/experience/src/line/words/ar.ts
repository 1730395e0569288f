import type { LineWords } from '../words.js';

/** A noun's form follows its number; where it may be any, the number stands apart. */
export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'أنت التالي' : `ترتيبك في الطابور: ${place}`),
  badge: (place) => String(place),
  offered: 'سيرد عليك أحدهم بعد لحظات',
  finding: 'نبحث عن مكانك',
  you: 'أنت',
  agent: 'الموظف',
  before: (count) => `عدد من قبلك: ${count}`,

  underMinute: 'على الأرجح أقل من دقيقة',
  upTo: (minutes) => `على الأرجح أقل من ${minutes} د`,
  about: (minutes) => (minutes === '1' ? 'على الأرجح نحو دقيقة' : `على الأرجح نحو ${minutes} د`),
  between: (from, to) => `على الأرجح من ${from} إلى ${to} د`,
  fourInFive: 'يُجاب 4 من كل 5 أشخاص خلال هذا الوقت. وقد يتغير إذا احتاج أحدهم وقتًا أطول.',
  unknown: 'لا نعرف بعد كم سيستغرق ذلك. مكانك محفوظ.',
  stale: 'هكذا كان الوضع عند انقطاع الاتصال. مكانك محفوظ.',
  now: 'الآن',
  minutes: (count) => `${count} د`,

  kept: 'حدّث هذه الصفحة أو عُد إليها: مكانك محفوظ.',
  leave: 'مغادرة الطابور',
  callMe: 'احفظوا مكاني واتصلوا بي',
  clock: (from, to) => `على الأرجح بين ${from} و${to}`,
  clockAbout: (time) => `على الأرجح نحو ${time}`,
  stays: (place) => (place === 1 ? 'تبقى التالي' : `يبقى ترتيبك: ${place}`),
  keptMeanwhile: 'مكانك في الطابور محفوظ.',
};
