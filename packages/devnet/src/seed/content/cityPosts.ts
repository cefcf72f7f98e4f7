import type { Entry } from "./Entry.ts";

/** Buses, bicycles, birds, trains and trumpets. */
export const cityPosts: readonly Entry[] = [
  {
    by: "carol",
    id: "bench",
    text: "We put one bench at the stop on Mill Lane. Boardings by people over 70 went up by a third. One bench. #transit",
  },
  {
    by: "carol",
    text: "A timetable is a promise. A frequency is a relationship. #transit",
  },
  {
    by: "carol",
    text: "The number 14 now runs every ten minutes until midnight. It took four years, nine meetings and a very patient spreadsheet. 🚌 #transit",
    pictures: [["city", "dusk", "A skyline at dusk: dark blocks with lit windows in front of an orange sky", "wide"]],
  },
  {
    by: "carol",
    text: "El autobús nocturno no es para la fiesta. Es para quien limpia la oficina antes de que llegues. #transporte",
    langs: ["es"],
  },
  {
    by: "carol",
    id: "map",
    text: "Draft of the new network map. Lines are thick where buses are frequent and thin where you should bring a book. Comments welcome until the 30th: [read the plan](https://city.example/plans/network-2?draft=3&lang=en)",
    card: {
      uri: "https://city.example/plans/network-2?draft=3&lang=en",
      title: "Network plan, third draft",
      description: "Fewer lines, more buses on each. Maps, timetables and the reasons for every stop that moves.",
      picture: ["city", "day"],
    },
  },
  {
    by: "carol",
    text: "Me preguntan por qué muevo las paradas. Porque la gente no camina en línea recta: camina por la sombra. 🌳",
    langs: ["es"],
  },
  {
    by: "carol",
    text: "Good maps lie about distance and tell the truth about waiting. @{dan} taught me the first half of that, thirty years ago, in room 12.",
  },
  {
    by: "carol",
    text: "Reader, I have been defeated by a roundabout.",
  },
  {
    by: "dan",
    text: "Up at five for the reed bed. Two bitterns booming, one teacher grinning. #birds",
    pictures: [["forest", "dawn", "A misty forest at dawn: rows of pale to dark fir trees under a rose sky"]],
  },
  {
    by: "dan",
    text: "A pupil from 1987 stopped me at the market to name the capitals of Central Asia. All five. I may have cried near the leeks.",
  },
  {
    by: "dan",
    id: "swifts",
    text: "THE SWIFTS ARE BACK. I repeat: the swifts are back. They have come four thousand miles and they are shouting about it. #birds #swifts",
  },
  {
    by: "dan",
    text: "Bought an atlas for a pound. It has three countries that no longer exist and a coffee ring where one of the new ones is.",
  },
  {
    by: "dan",
    text: "Can anyone name this call? Two notes, falling, from deep in the hedge, always just as I turn to leave.",
    re: [
      { by: "alice", text: "Could be a bullfinch? They are shy and sad and they live in our hedge too." },
      {
        by: "noor",
        text: "The library has a recording: [bird calls, tape 4](https://library.example/tapes/4). Yours starts at 12:30, I think!",
        re: [{ by: "dan", text: "That is it. THAT is it. Bullfinch. @{noor} you are a marvel." }],
      },
    ],
  },
  {
    by: "jonas",
    text: "Heute drei Laufräder zentriert, zwei Bremsen entlüftet und eine Katze aus dem Lastenrad gehoben. #fahrrad",
    langs: ["de"],
  },
  {
    by: "jonas",
    id: "chain",
    text: "Eine Kette hält 5000 km. Mit Pflege 8000. Mit Liebe und Wachs sagt niemand mehr eine Zahl. #fahrrad",
    langs: ["de"],
  },
  {
    by: "jonas",
    text: "Rush hour, rain, one gear, eleven parcels, no car. Best job in the city. #bike",
    pictures: [["city", "day", "Grey-green city blocks by day with a wide pale sky", "tall"]],
  },
  {
    by: "jonas",
    text: "Wer sein Rad »nur schnell« vor dem Laden abstellt, lernt meine Werkstatt kennen. Kaffee gibt es trotzdem.",
    langs: ["de"],
  },
  {
    by: "jonas",
    text: "Unpopular opinion: the pavement outside the Blue Kettle is wide enough for everyone, including trumpets.",
    id: "pavement",
  },
  {
    by: "kofi",
    id: "gig",
    text: "Wednesday, nine o'clock, the Blue Kettle. New tune, old suit. Come early, the chairs are older than the suit. 🎺 #jazz",
    card: {
      uri: "https://kettle.example/wednesdays",
      title: "Wednesdays at the Blue Kettle",
      description: "Trumpet, bass, drums and whoever brings a horn. Free before nine, a fiver after.",
      picture: ["city", "night"],
    },
  },
  {
    by: "kofi",
    text: "Long tones for forty minutes. My neighbour now knows B flat better than I do.",
  },
  {
    by: "kofi",
    text: "You can hear who listens to the drummer. That is the whole lesson, that will be thirty pounds.",
  },
  {
    by: "kofi",
    text: "Last train, trumpet case on my knees, and a kid asks if there is a sandwich in it. There was a sandwich in it.",
    pictures: [["city", "night", "The city at night from a train: black blocks, yellow windows, a full moon", "wide"]],
  },
  {
    by: "kofi",
    id: "oldtune",
    text: "Found a tape of my grandfather's highlife band. The tape is worn, the horns are not. 🇬🇭 Thread about it when I have stopped listening.",
  },
  {
    by: "kofi",
    text: "Whoever parked a cargo bike across the stage door: I respect the move. I do not respect the timing.",
    quote: "pavement",
  },
  {
    by: "haruka",
    text: "始発の気動車。窓を開けたら、山の匂いがした。#ローカル線 #フィルム写真",
    langs: ["ja"],
    pictures: [["hills", "dawn", "夜明けの山並み。淡い紫の稜線が幾重にも重なっている", "wide"]],
  },
  {
    by: "haruka",
    id: "rolls",
    text: "Ten rolls developed. Nine are of the same bridge. I stand by all of them. 📷 #film",
    pictures: [
      ["forest", "day", "Fir trees in three rows of green, with hills behind"],
      ["hills", "day", "Green hills by day"],
      ["sea", "day", "Blue-green water with pale streaks of light"],
      ["city", "dusk", "City blocks in front of an orange evening sky"],
    ],
  },
  {
    by: "haruka",
    text: "無人駅のノートに「また来ます」と書いてから十年。今日、また来ました。",
    langs: ["ja"],
  },
  {
    by: "haruka",
    id: "branch-line",
    text: "All of the branch line in one evening, six frames, one train every two hours.",
    pictures: [
      ["hills", "day", "Frame one: green hills and a high sun", "square"],
      ["forest", "day", "Frame two: fir trees beside the line", "square"],
      ["meadow", "day", "Frame three: flowers on the embankment", "square"],
      ["sea", "dusk", "Frame four: the line reaches the sea at dusk", "square"],
      ["hills", "dusk", "Frame five: the hills turn violet", "square"],
      ["city", "night", "Frame six: the terminus, lit windows under stars", "square"],
    ],
  },
  {
    by: "haruka",
    text: "駅そば、三杯目。👩‍🍳✨ 反省はしていない。#駅そば",
    langs: ["ja"],
  },
  {
    by: "haruka",
    text: "The pictures feed finds posts with pictures. That is all. It is my favourite program.",
    quote: "feed:pictures",
  },
];
