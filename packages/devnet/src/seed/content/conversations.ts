import type { Entry } from "./Entry.ts";

/** Shorter talks, and posts that quote others. */
export const conversations: readonly Entry[] = [
  {
    by: "erin",
    id: "restore-day",
    text: "It is restore day. Pick one machine, pretend it burned, time how long it takes. Post your number, no shame. #sysadmin",
    re: [
      {
        by: "grace",
        text: "Forty minutes, thirty of which went into finding the passphrase.",
        re: [
          {
            by: "erin",
            text: "Where was it?",
            re: [
              {
                by: "grace",
                text: "On the machine that burned.",
                re: [
                  { by: "erin", text: "🕯️" },
                  { by: "bob", text: "We keep the spare key to the key locker in the key locker, so I feel seen." },
                ],
              },
            ],
          },
        ],
      },
      {
        by: "noor",
        text: "The catalogue came back in nine minutes, complete, with the typo in “Proust” that I fixed last week. So: nine minutes and a typo.",
      },
      { by: "farid", text: "Thirty years of observing notes: paper. Restore time: I walk to the shelf." },
    ],
  },
  {
    by: "kofi",
    id: "request",
    text: "Requests for Wednesday, please. House rules: no songs about rain, it hears us.",
    re: [
      { by: "alice", text: "The slow one with the muted trumpet that you said you would never play again." },
      {
        by: "lena",
        text: "Щось про потяг, будь ласка. 🚂",
        langs: ["uk"],
        re: [
          {
            by: "kofi",
            text: "Train tunes we have. @{haruka}, do you want to come and make the crossing bell?",
            re: [
              {
                by: "haruka",
                text: "Yes!! I have practised for this all my life without knowing it.",
                re: [
                  {
                    by: "kofi",
                    text: "Bring the hat.",
                    re: [{ by: "haruka", text: "🎩 → 🧢 (駅員の帽子です)", langs: ["ja"] }],
                  },
                ],
              },
            ],
          },
        ],
      },
      { by: "jonas", text: "Something short, I have to unlock a bicycle." },
      { by: "dan", text: "Anything at all with a bird in it." },
    ],
  },
  {
    by: "ines",
    id: "beach",
    text: "Beach clean, Sunday at low water. Gloves and soup provided. Last year we found a piano key. 🎹 Só um. Where are the other 87?",
    langs: ["en", "pt"],
    pictures: [["sea", "day", "A calm bay by day with a hill on the horizon", "wide"]],
    re: [
      {
        by: "kofi",
        text: "Was it an F sharp? Asking as a person who has lost one.",
        re: [{ by: "ines", text: "It was white.", re: [{ by: "kofi", text: "Then it was somebody else's." }] }],
      },
      { by: "bob", text: "I bring the boat and the bread." },
      {
        by: "minji",
        text: "저도 갈게요! 수프 그릇은 제가 가져갈게요.",
        langs: ["ko"],
        re: [{ by: "ines", text: "Handmade bowls for soup on a beach. We have become fancy. 🥣" }],
      },
      { by: "alice", text: "Present, with two bin bags and a hat." },
    ],
  },
  {
    by: "dan",
    id: "map-quiz",
    text: "Friday map quiz. I am thinking of a city: two rivers, three hills, one very disappointing castle.",
    re: [
      {
        by: "carol",
        text: "Is it the one with the funicular that goes to a car park?",
        re: [{ by: "dan", text: "It is not, but you have just given me next Friday." }],
      },
      {
        by: "erin",
        text: "An bhfuil sé in Éirinn?",
        langs: ["ga"],
        re: [{ by: "dan", text: "No, though I have been to a disappointing castle there too. It was shut." }],
      },
      {
        by: "farid",
        text: "The castle: disappointing as a building or as a career?",
        re: [
          { by: "dan", text: "Both. It was a salt warehouse with ambitions.", re: [{ by: "grace", text: "Same." }] },
        ],
      },
    ],
  },
  {
    by: "carol",
    id: "followers-only",
    text: "Planning office hours: ask me anything about the network plan. Open to people who follow this account, so that we do not talk about paint again.",
    replies: "followers",
    re: [
      {
        by: "noor",
        text: "Will the 9 still stop at the library?",
        re: [{ by: "carol", text: "Every eight minutes, until eleven. We read your petition. All forty pages." }],
      },
      { by: "dan", text: "Could the map keep the old names of the stops in brackets? Asking for everyone over sixty." },
    ],
  },
  {
    by: "grace",
    id: "utf8",
    text: "Small quiz: how many bytes is “👨‍👩‍👧‍👦”? No running code. #unicode",
    re: [
      {
        by: "erin",
        text: "Seven?",
        re: [
          {
            by: "grace",
            text: "Seven code points. Now each of them wants a room.",
            re: [
              {
                by: "erin",
                text: "…25",
                re: [
                  {
                    by: "grace",
                    text: "25! Four people at four bytes, three joiners at three.",
                    re: [{ by: "bob", text: "Family tickets on the ferry are also 25." }],
                  },
                ],
              },
            ],
          },
        ],
      },
      { by: "lena", text: "One. It is one family." },
    ],
  },
  {
    by: "grace",
    text: "Lena is right and that is the whole problem with strings.",
    quote: "utf8",
  },
  {
    by: "noor",
    text: "Somebody in this town returned a book after fifty years, and somebody else cannot return a bicycle lock. Anyway: lost property is open until five.",
    quote: "overdue",
  },
  {
    by: "erin",
    text: "Framing this and hanging it in the machine room, between the fire extinguisher and the other fire extinguisher.",
    quote: "bytes",
  },
  {
    by: "ines",
    text: "Same energy as our freezer of samples, “temporary” since 2008.",
    quote: "backup",
  },
  {
    by: "dan",
    text: "I have waited eleven months to quote-post somebody about swifts, so here I am, quoting myself.",
    quote: "swifts",
    pictures: [
      ["forest", "day", "Green fir trees under a blue sky, where the swifts would be if they kept still", "wide"],
    ],
  },
  {
    by: "alice",
    id: "soup",
    text: "Bowl by @{minji}, soup by @{ines}, bread by @{bob}. I contributed the hat. 🥣🍞",
    quote: "glaze",
    pictures: [["meadow", "dusk", "Flowers in the evening light beside the place where we ate", "square"]],
  },
  {
    by: "haruka",
    text: "この皿の色、始発の空と同じです。",
    langs: ["ja"],
    quote: "glaze",
  },
  {
    by: "jonas",
    text: "Vierzig Dichtungen. Vierzig. Ich nehme zwei.",
    langs: ["de"],
    quote: "gasket",
  },
  {
    by: "minji",
    text: "Soil for the seed swap: I have a bucket of the good ash. It made the glaze and it will make your beans.",
    quote: "seedswap",
  },
  {
    by: "lena",
    text: "I disagree with every line of this and would translate it with pleasure.",
    quote: "types",
    id: "detached-quote",
  },
  {
    by: "carol",
    text: "@{kofi} the night bus waits three minutes on Wednesdays now. Do not ask me who changed the timetable. 🎺",
    quote: "gig",
  },
  {
    by: "kofi",
    text: "Grandfather's band, side two. You hear the rain on the roof of the studio, and then you stop hearing it.",
    quote: "oldtune",
  },
  {
    by: "bob",
    id: "quote-of-deleted",
    text: "What happened to the post about the outage? I had a reply ready and it was kind.",
    quote: "outage-draft",
  },
  {
    by: "farid",
    text: "A limpet always returns to the same place on its rock. So does a comet, though it takes longer. #astronomy #ocean",
    quote: "tide",
  },
  {
    by: "noor",
    text: "The answers to this become [a small exhibition](https://library.example/unnoticed) in the reading room. @{alice} does not know yet. #street",
    quote: "unnoticed",
  },
  {
    by: "weatherbot",
    text: "The gauge has been recalibrated. Readings since this morning replace those of yesterday.",
    replies: "nobody",
  },
];
