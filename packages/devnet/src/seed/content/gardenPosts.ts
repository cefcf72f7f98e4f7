import type { Entry } from "./Entry.ts";

/** Plants, pots, bread and the sea. */
export const gardenPosts: readonly Entry[] = [
  {
    by: "alice",
    id: "allotment",
    text: "First proper morning at the allotment. The poppies came up exactly where I did not sow them. #garden #poppies",
    pictures: [
      ["meadow", "day", "A meadow of small red, white and yellow flowers in front of green hills, under a pale sun"],
    ],
  },
  {
    by: "alice",
    text: "Drawing tip nobody asked for: draw the spaces between the leaves. The leaves arrive by themselves. 🌿 #drawing",
  },
  {
    by: "alice",
    id: "seedswap",
    text: "The seed swap is on again, Saturday at eleven, under the big walnut. Bring what you have too much of. #garden, and all of it is here: https://garden.example/seed-swap",
    card: {
      uri: "https://garden.example/seed-swap",
      title: "Seed swap under the walnut tree",
      description: "Bring seeds, cuttings and labels you can still read. Tea is provided, opinions on slugs are free.",
      picture: ["meadow", "dawn"],
    },
  },
  {
    by: "alice",
    id: "hill-studies",
    text: "Four studies of the same hill, two hours apart. I kept the second and burned my toast during the third. #drawing",
    pictures: [
      ["hills", "dawn", "Layered purple hills at dawn with a low, pale sun"],
      ["hills", "day", "The hills by day: green, with a clear blue sky"],
      ["hills", "dusk", "The hills at dusk under bands of orange and violet"],
      ["hills", "night", "The hills by night, nearly black, with a moon and stars"],
    ],
  },
  { by: "alice", text: "The cat has decided that the drawing table is a radiator. It is not. It is now. 🐈" },
  {
    by: "alice",
    id: "commission",
    text: "Finished the plates for the moss book! Forty-one species, none of which would hold still for a portrait. Thank you @{noor} for finding the 1890s field guide, and @{haruka} for the macro photographs.",
  },
  {
    by: "alice",
    text: "Slug count this evening: 37. Lettuce count this evening: no comment. #garden",
  },
  {
    by: "alice",
    text: "Reminder to myself, in public so that it sticks: water the ferns *before* the long weekend, not after it. #garden",
  },
  {
    by: "alice",
    text: "I tried to paint the exact green of a new beech leaf and used six tubes. It is a very rude green.",
    tags: ["watercolour", "beech"],
  },
  {
    by: "alice",
    text: "Comecei um caderno só para ervas daninhas. Já vai a meio. #desenho",
    langs: ["pt"],
  },
  {
    by: "alice",
    id: "packets",
    text: "Sorted the seed packets by colour instead of by name. I will regret this in March but today it is beautiful. #garden",
    pictures: [["meadow", "dusk", "Flowers in red, orange and white under an evening sky", "wide"]],
  },
  {
    by: "alice",
    text: "If you like plants, drawing, or people who complain about slugs, I made a starter pack for you. Come in, take your shoes off.",
    quote: "pack:garden",
  },
  {
    by: "alice",
    text: "The feed of garden posts is working again. It looks for #garden and for little else. It does what I do in winter: wait.",
    quote: "feed:garden",
  },
  {
    by: "alice",
    text: "Replies here are for people on the gardening list, because I need an answer and not a debate: is this tomato blight or just a bad mood?",
    replies: "list:garden",
    re: [
      { by: "minji", text: "Bad mood. Blight smells. Give it potash and an apology." },
      { by: "ines", text: "If the stems are clean it is not blight. Check the stems!" },
    ],
  },
  {
    by: "minji",
    text: "오늘 가마를 열었다. 열두 개 중에 아홉 개가 살아남았다. 이 정도면 좋은 날이다. #도자기",
    langs: ["ko"],
    pictures: [["hills", "dusk", "어스름한 저녁의 겹겹이 쌓인 언덕 그림 — 접시에 그려 넣을 무늬", "square"]],
  },
  {
    by: "minji",
    text: "Nine out of twelve pots lived. The three that cracked are now a very small wall. #pottery #garden",
  },
  {
    by: "minji",
    id: "glaze",
    text: "New ash glaze test. Same recipe, four positions in the kiln. The one at the back got the flame and I got goosebumps.",
    pictures: [
      ["sea", "dusk", "Glaze test one: bands of orange and violet, like the sea at dusk", "square"],
      ["sea", "dawn", "Glaze test two: pale rose over grey-blue", "square"],
      ["sea", "night", "Glaze test three: almost black with bright specks", "square"],
    ],
  },
  {
    by: "minji",
    text: "손으로 만든 컵은 손잡이부터 정이 든다. 오늘은 손잡이만 스무 개 붙였다 ☕️",
    langs: ["ko"],
  },
  {
    by: "minji",
    text: "Shop update on Friday at noon. Twelve bowls, six mugs, one teapot that pours (most of my teapots have opinions). [minji.example/shop](https://minji.example/shop)",
    card: {
      uri: "https://minji.example/shop",
      title: "Small things out of clay",
      description: "Mugs, bowls and the occasional teapot, fired with ash from the neighbour's apple tree.",
      picture: ["hills", "dawn"],
    },
  },
  {
    by: "minji",
    text: "Clay remembers. If you bend a plate and bend it back, it bends again in the fire. I think about this more than I should.",
  },
  {
    by: "bob",
    id: "bread",
    text: "Sunday bread: 500 g rye, 300 g wheat, 16 g salt, one night. It came out as flat as a gangway and it tastes wonderful. 🍞 #bread",
  },
  {
    by: "bob",
    text: "The starter is called Captain. The Captain was fed at six. The Captain is out of the jar. All hands.",
  },
  {
    by: "bob",
    text: "Morning crossing. Nobody on deck but me and a gull who wanted to discuss my sandwich. #ferry",
    pictures: [
      ["sea", "dawn", "A calm sea at dawn, streaks of light on the water, a low hill on the far shore", "wide"],
    ],
  },
  {
    by: "bob",
    text: "A diesel engine from 1961 will tell you everything that is wrong with it if you turn off the radio and listen.",
  },
  {
    by: "bob",
    id: "gasket",
    text: "Ordered one gasket. Received forty gaskets. I have become a man of gaskets. If you need a gasket, @{jonas}, you know where I live.",
  },
  {
    by: "bob",
    text: "Färjan går igen. Tack till alla som väntade i regnet utan att svära (högt). #ferry",
    langs: ["sv"],
  },
  {
    by: "bob",
    text: "Things I found in the bilge today: one shoe, one spoon, one very good pen. The pen still writes. This post was nearly written with it.",
  },
  {
    by: "bob",
    text: "Somebody tell this account that marine paint is not a cryptocurrency.",
    quote: "deal-1",
  },
  {
    by: "ines",
    id: "kelp",
    text: "Hoje o mar devolveu-nos três boias, uma bota e a floresta de kelp mais bonita que vi este ano. #mar #algas",
    langs: ["pt"],
    pictures: [
      ["sea", "day", "Mar calmo de dia, com reflexos claros e uma colina ao fundo"],
      ["sea", "dusk", "O mesmo mar ao entardecer, em tons de laranja"],
    ],
  },
  {
    by: "ines",
    text: "Field work: four hours in cold water to count 212 limpets. Office work: four hours to explain why 212 limpets matter. #ocean",
  },
  {
    by: "ines",
    text: "Seaweed is not a plant, is not an animal, and has never once answered an e-mail. Role model.",
  },
  {
    by: "ines",
    id: "tide",
    text: "Maré baixa às 6h12 amanhã. Quem vem contar lapas? Há café ☕ e botas emprestadas. @{alice} @{bob}",
    langs: ["pt"],
  },
  {
    by: "ines",
    text: "The survey results are out, with the data and the code so that you can tell us where we are wrong: https://ocean.example/limpets-report",
    card: {
      uri: "https://ocean.example/limpets-report",
      title: "Limpets of the outer harbour, ten years of counts",
      description: "What came back after the breakwater, what did not, and how sure we are of either.",
    },
  },
  {
    by: "ines",
    text: "Uma onda perfeita, às sete da manhã, e ninguém a ver senão um corvo-marinho. Deu-me nota 6.",
    langs: ["pt"],
  },
];
