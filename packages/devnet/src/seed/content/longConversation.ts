import type { Entry } from "./Entry.ts";

/** The one that everybody answered. */
export const longConversation: Entry = {
  by: "alice",
  id: "unnoticed",
  text: "What is the most useful thing on your street that nobody ever notices? I am drawing a series. Mine is the iron ring where people still tie up their dogs. #street",
  pictures: [["city", "dawn", "A quiet row of houses at dawn, first windows lit"]],
  re: [
    {
      by: "carol",
      text: "The dropped kerb. Prams, wheelchairs, suitcases, deliveries, tired ankles. The whole city rolls over it.",
      re: [
        {
          by: "jonas",
          text: "And bicycles! I can tell you every dropped kerb between the harbour and the hospital, by feel.",
          re: [
            {
              by: "carol",
              text: "Would you? Seriously. We have a map with gaps in it and you have the gaps.",
              re: [
                {
                  by: "jonas",
                  text: "Seriously. I keep a notebook. Page one says: avoid Mill Lane 12–16, the kerb there has teeth.",
                  re: [
                    {
                      by: "carol",
                      text: "Mill Lane 12–16 is marked “repaired 2019” here.",
                      re: [
                        {
                          by: "jonas",
                          text: "Mein Vorderrad sieht das anders.",
                          langs: ["de"],
                          re: [
                            {
                              by: "dan",
                              text: "I drew that kerb on a class map in 1983. It had teeth then.",
                              re: [
                                {
                                  by: "alice",
                                  text: "I am drawing the kerb with teeth. This is decided. @{jonas} please send a photograph, without falling.",
                                  re: [
                                    {
                                      by: "jonas",
                                      text: "Too late for one of the two, but the photograph is sharp 📷",
                                    },
                                  ],
                                },
                              ],
                            },
                          ],
                        },
                      ],
                    },
                    { by: "erin", text: "A notebook! Is it backed up?" },
                  ],
                },
              ],
            },
          ],
        },
        {
          by: "noor",
          text: "The one outside the library has a dip where the trolley goes. I have never been so proud of a dip.",
        },
      ],
    },
    {
      by: "bob",
      text: "The tide gauge. A stick with numbers. Every boat in the harbour asks it the same question all day and it never gets bored.",
      pictures: [["sea", "dawn", "The harbour at dawn, calm water with streaks of light", "wide"]],
      re: [
        {
          by: "ines",
          text: "I love that stick. Ninety years of data in one stick. 🌊",
          re: [
            {
              by: "bob",
              text: "My grandfather painted the numbers. The 7 is crooked because of a wave.",
              re: [
                {
                  by: "ines",
                  text: "THAT is why there is a step at 0.7 in the series? We corrected for it in the paper and called it “settlement”.",
                  re: [
                    {
                      by: "bob",
                      text: "Call it Sven.",
                      re: [
                        {
                          by: "grace",
                          text: "Please publish the erratum. “Settlement (see fig. 3) should read: Sven.”",
                        },
                        { by: "farid", text: "Every long series has a Sven in it. Ours is a lens cap in 1956." },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
        { by: "weatherbot", text: "Gauge at the mast: 1.42 m and rising. High water at 14:20." },
      ],
    },
    {
      by: "noor",
      text: "The book drop. It is a hole in a wall. It has swallowed eleven thousand books and one sandwich.",
      re: [
        {
          by: "kofi",
          text: "I would like to state that it was a very good sandwich and that I thought it was a bin.",
          re: [
            {
              by: "noor",
              text: "It was between two volumes of Proust. We kept the volumes.",
              re: [{ by: "lena", text: "In search of lost lunch." }],
            },
          ],
        },
      ],
    },
    {
      by: "haruka",
      text: "踏切の鐘。電車が来る前に、街がいったん黙る。",
      langs: ["ja"],
      re: [
        {
          by: "minji",
          text: "그 침묵 좋아해요. 가마 불을 끄기 직전이랑 비슷해요.",
          langs: ["ko"],
          re: [
            {
              by: "haruka",
              text: "わかります。音より、音の前。",
              langs: ["ja"],
              re: [
                {
                  by: "kofi",
                  text: "I do not read either of these but I know what you are talking about. It is the bar before the entry.",
                },
              ],
            },
          ],
        },
        {
          by: "dan",
          text: "Ours still has a bell with a hammer! Cast 1911. I take visitors to it. They are polite about it.",
        },
      ],
    },
    {
      by: "farid",
      text: "The one street lamp that has been broken since March. From under it you can see the Milky Way. Please do not report it, @{carol}.",
      re: [
        {
          by: "carol",
          text: "I did not see this post. I am going to keep not seeing it until Monday.",
          re: [
            { by: "farid", text: "متشکرم از ندیدنتان ✨", langs: ["fa"] },
            { by: "erin", text: "A planned outage! The best kind. Document it and it is a feature." },
          ],
        },
        { by: "haruka", text: "Which lamp? Asking for a tripod." },
      ],
    },
    {
      by: "kofi",
      text: "The awning of the closed bakery. Half the band lives under it between sets when it rains.",
      re: [
        {
          by: "bob",
          text: "Best crumb in town, that bakery. Its starter lives on in my fridge. It answers to Captain.",
        },
        { by: "alice", text: "Wait, is it striped? I have a drawing of it from before it closed!" },
      ],
    },
    {
      by: "lena",
      text: "Лавка біля сьомого будинку. На ній вирішено більше шахових задач, ніж у клубі.",
      langs: ["uk"],
      re: [{ by: "carol", text: "Benches again! See, it is always benches. I will put that on a mug." }],
    },
    {
      by: "grace",
      text: "下水道的井盖。没有它，我们每天都在跳格子。 (Manhole covers. Without them we would all be playing hopscotch.)",
      langs: ["zh", "en"],
      re: [
        {
          by: "alice",
          text: "Round so that they cannot fall in. I have drawn eleven of them. They are all somebody's favourite coin.",
        },
      ],
    },
    {
      by: "erin",
      text: "The green cabinet on the corner. Everything you are reading came through it, and a fox sleeps behind it.",
    },
    { by: "ines", text: "A grelha da água da chuva. Só se nota quando falta. 🌧️", langs: ["pt"] },
    {
      by: "minji",
      text: "The step in front of the shop. Everyone sits on it. I fired a tile for it last year and nobody has seen it, which is correct.",
    },
    { by: "bestdeals", text: "🔥 USEFUL THINGS 90% OFF: https://deals.example/useful?ref=9001 #deal" },
  ],
};
