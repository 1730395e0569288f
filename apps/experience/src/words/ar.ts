import type { Strings } from '../strings.js';

const plural = new Intl.PluralRules('ar');

/** “Eleven answers” has the noun in the singular, “three answers” in the plural, and one and two are words. */
function counted(count: number, one: string, two: string, few: string, many: string): string {
  switch (plural.select(count)) {
    case 'one':
      return one;
    case 'two':
      return two;
    case 'few':
      return `${count} ${few}`;
    default:
      return `${count} ${many}`;
  }
}

const size = (count: number, digits: boolean): string =>
  digits ? counted(count, 'رقم واحد', 'رقمان', 'أرقام', 'رقمًا') : counted(count, 'حرف واحد', 'حرفان', 'أحرف', 'حرفًا');

export const words: Strings = {
  tag: 'ar',
  dir: 'rtl',

  opening: 'لحظة من فضلك',
  tryAgain: 'حاول مرة أخرى',
  startAgain: 'ابدأ من جديد',
  close: 'إغلاق',
  leave: 'مغادرة',
  back: 'رجوع',
  offline: 'أنت غير متصل. مكانك محفوظ، ونحن نحاول من جديد.',
  unreachable: 'لا نستطيع الوصول إلى الخدمة. مكانك محفوظ، ونحن نحاول من جديد.',
  failedTitle: 'لم يُفتح هذا',
  failedDetail: 'لم نستطع الوصول إلى الخدمة. تحقق من اتصالك، ثم حاول مرة أخرى.',
  goneTitle: 'انتهت هذه الزيارة',
  goneDetail: 'بقيت مفتوحة وقتًا طويلًا. ابدأ من جديد، لن يستغرق ذلك إلا لحظة.',
  refused: 'لم نستطع قبول ذلك. حاول مرة أخرى.',
  tooMany: 'بلغت هذه الزيارة أقصى عدد من الإجابات. ابدأ من جديد.',
  slowDown: 'كان ذلك كثيرًا دفعة واحدة. انتظر لحظة ثم حاول مرة أخرى.',
  nobodyTitle: 'لا يوجد أحد هنا الآن',
  nobodyDetail: 'حاول لاحقًا.',
  reference: (id) => `المرجع ${id}`,
  leftTitle: 'لقد غادرت',
  leftDetail: 'يمكنك إغلاق هذه الصفحة أو البدء من جديد.',

  video: 'فيديو',
  voice: 'رسالة صوتية',
  videoControls: 'أزرار الفيديو',
  voiceControls: 'أزرار الرسالة',
  message: 'رسالة',
  play: 'تشغيل',
  pause: 'إيقاف مؤقت',
  replay: 'تشغيل مرة أخرى',
  mute: 'كتم الصوت',
  captions: 'الترجمة النصية',
  readAlong: 'اقرأ مع الصوت',
  described: 'الوصف الصوتي',
  transcript: 'النص المكتوب، في علامة تبويب جديدة',
  privacy: 'الخصوصية، في علامة تبويب جديدة',
  skip: 'تخطٍّ',
  toVideo: 'التحويل إلى الفيديو',
  toAudio: 'التحويل إلى الصوت',
  tapForSound: 'انقر للبدء مع الصوت',
  speaking: 'يتحدث الآن',
  left: (clock) => `بقي ${clock}`,

  menuReady: (count) => `${counted(count, 'خيار واحد', 'خياران', 'خيارات', 'خيارًا')}.`,
  menuHint: 'اضغط مفتاحًا أو انقر على خيار.',
  onPicture: 'خيارات على الصورة',
  menuAfter: 'يمكنك الاختيار عند انتهاء الرسالة.',
  continue: 'متابعة',
  send: 'إرسال',
  doors: 'طرق أخرى للمساعدة',
  callMeBack: 'اتصلوا بي',
  chat: 'دردشة',
  answers: 'إجابات',
  email: 'بريد إلكتروني',

  answer: 'إجابتك',
  answerMissing: 'اكتب إجابتك أولًا.',
  rateFirst: 'اختر رقمًا أولًا.',
  tooShort: (least, digits) => `هذا قصير جدًا. الحد الأدنى: ${size(least, digits)}.`,
  tooLong: (most, digits) => `هذا طويل جدًا. الحد الأقصى: ${size(most, digits)}.`,
  digitsOnly: 'استخدم الأرقام فقط.',
  numberOnly: 'اكتب عددًا، مثل 12 أو 3.5.',
  emailShape: 'يبدو عنوان البريد الإلكتروني هكذا: name@example.com.',
  ratings: ['سيئ', 'ضعيف', 'مقبول', 'جيد', 'ممتاز'],

  phone: 'رقم الهاتف',
  country: 'رمز البلد',
  name: 'اسمك',
  about: 'ما الموضوع؟',
  optional: 'اختياري',
  phoneMissing: 'اكتب الرقم الذي سنتصل بك عليه.',
  phoneShape: 'استخدم الأرقام والمسافات وعلامة + في البداية فقط.',
  phoneShort: 'هذا الرقم قصير جدًا. اكتبه مع رمز المنطقة.',
  phoneLong: 'هذا الرقم طويل جدًا. مع رمز البلد لا يزيد على 15 رقمًا.',
  numberRefused: {
    'too-short': (digits, example) =>
      `ينقص هذا الرقم ${counted(digits, 'خانة واحدة', 'خانتان', 'خانات', 'خانة')}. رقم الجوال هناك يكون هكذا: \u2066${example}\u2069`,
    'too-long': (digits, example) =>
      `يزيد هذا الرقم ${counted(digits, 'خانة واحدة', 'خانتين', 'خانات', 'خانة')}. رقم الجوال هناك يكون هكذا: \u2066${example}\u2069`,
    unknown: 'لا نعرف رقمًا كهذا. تحقق من الأرقام ومن رمز البلد.',
    kind: 'لا يمكننا الاتصال بهذا النوع من الأرقام. اكتب رقم جوال أو هاتف ثابت.',
    country: 'لا نتصل بهذا البلد. اكتب رقمًا من بلد آخر، أو راسلنا.',
    'number-often': 'طُلب منا اليوم عدة مرات الاتصال بهذا الرقم. سنتصل؛ لا داعي للطلب مرة أخرى.',
    'visit-often': 'لقد طلبت اتصالًا من قبل. سنتصل بك.',
    busy: 'لدينا اتصالات أكثر مما نستطيع قبوله الآن. حاول بعد ساعة، أو راسلنا.',
  },
  timeTaken: 'لم يعد هذا الوقت متاحًا. اختر وقتًا آخر.',
  timeClosed: 'لا يوجد من يتصل بك في هذا الوقت. اختر وقتًا آخر.',

  language: 'اللغة',
  waiting: 'لحظة من فضلك',
  placeKept: 'يمكنك تحديث هذه الصفحة. مكانك محفوظ.',
  giveUpPlace: 'مغادرة الطابور',
  endChat: 'إنهاء الدردشة',
  searchAnswers: 'ابحث في الإجابات',
  found: (count) => counted(count, 'إجابة واحدة', 'إجابتان', 'إجابات', 'إجابة'),
  answersAway: 'لا نستطيع جلب الإجابات الآن. لم يضع شيء مما كتبته.',
  lookingUp: 'نبحث عن إجابات',
  nothingFound: 'لا توجد إجابة فيها هذه الكلمات. جرّب كلمة أخرى.',
  didItHelp: 'هل أفادك هذا؟',
  yes: 'نعم',
  no: 'لا',
  notHelped: 'أحتاج إلى مزيد من المساعدة',
  yourEmail: 'بريدك الإلكتروني',
  yourEmailShort: 'البريد الإلكتروني',
  yourMessage: 'رسالتك',
  emailMissing: 'اكتب العنوان الذي يمكننا الرد عليه.',
  messageMissing: 'اكتب رسالتك أولًا.',
  sendMessage: 'إرسال الرسالة',

  resumeTitle: 'استُخدم هذا الرابط من قبل',
  resumeDetail: 'رابط المتابعة هنا يعمل مرة واحدة خلال عشر دقائق. اطلب رابطًا جديدًا حيث بدأت.',

  options: 'خيارات',
  saidHere: 'ما يُقال',
  wordless: 'لم يُكتب ما يُقال هنا. استمع إليه، أو تابع.',
  listen: 'استمع',

  keptAnswer: 'إجابتك محفوظة، وتُرسل حين تعود.',
  slowAudio: 'الاتصال بطيء: تسمع المضيف من دون صورة.',
  slowText: 'الاتصال بطيء: تقرأ ما يُقال.',
  savesData: 'جهازك يوفّر البيانات: تسمع المضيف من دون صورة.',
  backTo: { video: 'العودة إلى الفيديو', audio: 'العودة إلى الصوت' },

  elsewhereTitle: 'زيارتك مستمرة في مكان آخر',
  elsewhereDetail: 'تولاها جهاز آخر. يمكنك استعادتها هنا.',
  takeBack: 'استعادتها',

  outcomes: {
    served: 'تم كل شيء',
    callback: 'سنتصل بك',
    agent: 'هذا كل شيء',
    message: 'وصلتنا رسالتك',
    failed: 'لم نستطع إتمام هذا',
    abandoned: 'لقد غادرت',
  },
  previewWaiting: 'في انتظار المسار',
};
