import { createRandom } from "../../random/createRandom.ts";
import type { Entry } from "./Entry.ts";

const skies = ["clear ☀️", "high cloud 🌤️", "overcast ☁️", "light rain 🌧️", "fog until ten 🌫️"];
const winds = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
const hours = ["00:00", "06:00", "12:00", "18:00"];

/** What the machine on the harbour mast says, one line a reading. */
export function weatherReports(count: number): Entry[] {
  const random = createRandom("weather");
  return Array.from({ length: count }, (_, index) => {
    const temperature = (8 + random.between(0, 90) / 10).toFixed(1);
    const wind = `${winds[random.between(0, winds.length)]} ${random.between(1, 12)} m/s`;
    const sky = skies[random.between(0, skies.length)];
    const tide = (0.4 + random.between(0, 160) / 100).toFixed(2);
    const text = `Harbour mast, ${hours[index % hours.length]}: ${temperature} °C, ${wind}, ${sky}, water ${tide} m. #weather`;
    return { by: "weatherbot", text };
  });
}
