import type { Entry } from "./Entry.ts";

/** Machines, stars, books, chess, and what nobody asked for. */
export const studyPosts: readonly Entry[] = [
  {
    by: "erin",
    id: "backup",
    text: "A backup that was never restored is a rumour. #sysadmin",
  },
  {
    by: "erin",
    text: "Uptime of the old print server: 2,214 days. Nobody knows where it is. We only know that it prints.",
  },
  {
    by: "erin",
    text: "Cuireadh an freastalaí nua ar siúl ar maidin. D'éirigh leis ar an gcéad iarracht, agus mar sin níl muinín agam as. #gaeilge",
    langs: ["ga"],
  },
  {
    by: "erin",
    text: "Incident report, short form: it was DNS. Long form: it was DNS, and I said on Monday that it was not DNS. #sysadmin",
  },
  {
    by: "erin",
    id: "pager",
    text: "The pager went off at 3:07. Disk full. Full of logs. Logs of the pager. I need a walk.",
    pictures: [["hills", "dusk", "Violet hills at dusk under an orange sky with a low sun"]],
  },
  {
    by: "erin",
    text: "My notes on moving a mail server without losing a single letter (we lost one; it was a newsletter): https://erin.example/mail-move",
    card: {
      uri: "https://erin.example/mail-move",
      title: "Moving a mail server, slowly",
      description: "A checklist, the order in which things broke, and what I would do again.",
    },
  },
  {
    by: "erin",
    text: "This post will be about the outage, and then about why I am deleting it.",
    id: "outage-draft",
    deleted: true,
  },
  {
    by: "grace",
    id: "bytes",
    text: "“naïve café” is 10 characters, 12 bytes, and one bug report. Count bytes where bytes are asked for. 👩🏽‍💻 #unicode",
  },
  {
    by: "grace",
    text: "今天把编译器的错误信息改得友好了一点：现在它会先道歉，再告诉你少了一个分号。#编译器",
    langs: ["zh"],
  },
  {
    by: "grace",
    text: "The optimiser removed my benchmark because nobody used the result. Honestly, fair.",
  },
  {
    by: "grace",
    text: "Dumpling night: 86 folded, 84 eaten, 2 under investigation. 🥟 The recipe is on [my notes page](https://grace.example/notes/dumplings).",
    pictures: [["city", "night", "A night skyline with many lit windows and stars above", "square"]],
  },
  {
    by: "grace",
    id: "types",
    text: "Types are the comments that the machine reads. Comments are the types that people read. Tests are what happens when both lie. #programming",
  },
  {
    by: "grace",
    text: "冬至快乐！饺子皮擀薄一点，馅多一点，话少一点。🥟🥟🥟",
    langs: ["zh", "zh-Hans"],
  },
  {
    by: "grace",
    id: "noquote",
    text: "Please do not quote this one, it is a half-finished thought: a parser that never fails never tells you anything.",
    noQuotes: true,
  },
  {
    by: "farid",
    text: "امشب هوا صاف است و زحل با چشم تنها پیداست. اگر بیداری، به جنوب نگاه کن. #نجوم",
    langs: ["fa"],
    pictures: [["hills", "night", "تپه‌های تاریک در شب، با ماه و ستارگان", "wide"]],
  },
  {
    by: "farid",
    id: "saturn",
    text: "Showed Saturn to eleven strangers on the promenade tonight. Nine said “that is a sticker”. It is never a sticker. 🪐 #astronomy",
  },
  {
    by: "farid",
    text: "Dentistry and astronomy are the same craft: a small light, a dark cavity, and somebody who would rather be elsewhere.",
  },
  {
    by: "farid",
    text: "Cloud cover 100%. Telescope fully charged. Tea also fully charged. We wait. ☁️🔭",
  },
  {
    by: "farid",
    text: "Two hours of light from a galaxy that left when there were no people to look. I used it to make this. #astronomy",
    pictures: [
      ["forest", "night", "Black fir trees under a starry sky with a pale moon", "tall"],
      ["sea", "night", "A dark sea with bright specks of moonlight", "tall"],
    ],
  },
  {
    by: "farid",
    text: "شب‌های رصد: یک فلاسک چای، دو پتو، سه دوست. بقیه‌اش را آسمان می‌آورد. ✨",
    langs: ["fa"],
  },
  {
    by: "noor",
    id: "overdue",
    text: "A book came back today that was due in 1974. There was a note: “sorry, it was very good”. No fine. 📚 #library",
  },
  {
    by: "noor",
    text: "سؤال اليوم من طفل في السابعة: «هل عندكم كتاب لم يقرأه أحد؟» أعطيته ثلاثة. #مكتبة",
    langs: ["ar"],
  },
  {
    by: "noor",
    text: "I was asked for “the blue one with the ship”. I found it. It was green and there was no ship. #library",
  },
  {
    by: "noor",
    text: "The reading room is open late all of June. Lamps, chairs, silence, and one plant that @{alice} has promised to keep alive.",
    card: {
      uri: "https://library.example/late",
      title: "Late hours in the reading room",
      description: "Open until eleven on weekdays in June. No booking, no talking, bring a jumper.",
      picture: ["hills", "dusk"],
    },
  },
  {
    by: "noor",
    text: "الكتب القديمة تشبه الجدّات: صبر طويل، ورائحة فانيلا، ولا تحبّ أن تُثنى زواياها.",
    langs: ["ar"],
  },
  {
    by: "noor",
    text: "My list of people who answer questions well. It is short because that is the point.",
    quote: "list:answers",
  },
  {
    by: "lena",
    text: "Програла партію, яку вигравала двадцять ходів. Двадцять перший виявився моїм. ♟️ #шахи",
    langs: ["uk"],
  },
  {
    by: "lena",
    id: "untranslatable",
    text: "Every word is translatable. What you cannot translate is the pause after it. #translation",
  },
  {
    by: "lena",
    text: "Переклала вірш про сніг улітку. Редактор каже, що вийшло прохолодно. Приймаю як похвалу. ❄️",
    langs: ["uk"],
  },
  {
    by: "lena",
    text: "Chess club, Thursday, back room of the library. Beginners welcome, beginners who win also welcome. @{noor} has the key. #chess",
  },
  {
    by: "lena",
    text: "Tea so strong that the spoon applied for residency.",
  },
  {
    by: "lena",
    text: "Only people I follow may answer this one: which opening do you play when you are afraid?",
    replies: "following",
    re: [
      { by: "grace", text: "The London. It is not courage but it is a plan." },
      {
        by: "erin",
        text: "I open a terminal.",
        re: [{ by: "lena", text: "A quiet move. Dangerous.", re: [{ by: "erin", text: "rm is the queen's gambit" }] }],
      },
    ],
  },
  {
    by: "lena",
    text: "Evening class, life drawing. Mine looks like a bishop. Shared with the model's permission and my shame.",
    pictures: [["hills", "dawn", "An abstract of soft rose and violet curves", "tall"]],
    selfLabels: ["nudity"],
  },
  {
    by: "bestdeals",
    id: "deal-1",
    text: "🔥🔥 MARINE PAINT 99% OFF 🔥🔥 TODAY ONLY, PAY IN COINS, CLICK NOW: https://deals.example/paint?ref=8812 #deal #deal #deal",
    card: {
      uri: "https://deals.example/paint?ref=8812",
      title: "PAINT PAINT PAINT",
      description: "You will not believe the paint.",
    },
  },
  { by: "bestdeals", text: "🔥 LAST CHANCE, SAME AS YESTERDAY: [CLICK](https://deals.example/again?ref=8813) #deal" },
  {
    by: "bestdeals",
    id: "deal-3",
    text: "🔥 @{alice} YOU WON A BOAT. CONFIRM: https://deals.example/boat?ref=8814 #deal",
  },
  {
    by: "bestdeals",
    id: "rumour",
    text: "They do not want you to know: the ferry stops FOREVER on Monday. Stock up on paint. #deal",
  },
];
