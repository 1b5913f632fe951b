/** What has been said when a new world begins. Minutes are before its beginning. */
export type Said = {
  readonly channel: string;
  readonly from: string;
  readonly minutesAgo: number;
  readonly words: string;
};

export const complaints: readonly Said[] = [
  {
    channel: "front-desk",
    from: "ann",
    minutesAgo: 190,
    words: "Morning, all. Full house tonight, and the Mendes & Weber offsite is in the lake wing.",
  },
  {
    channel: "mendes-weber",
    from: "ann",
    minutesAgo: 185,
    words: "Welcome, Carla and Jonas! Anything you need during the offsite, write it here.",
  },
  {
    channel: "front-desk",
    from: "noor",
    minutesAgo: 74,
    words:
      "Elena Rossi called about gift box HP-20417 ($86) for her mother's birthday yesterday. Tracking has said “delivered” since Tuesday, but nothing came. She went to the birthday empty-handed and asks whether we can still send one by Saturday.",
  },
  {
    channel: "mendes-weber",
    from: "jonas",
    minutesAgo: 52,
    words:
      "The booking app charged our card twice for the March workshop, $1,240 each time, and I can see only one confirmation. I wrote to support on Monday and again yesterday and have heard nothing.",
  },
  {
    channel: "front-desk",
    from: "ben",
    minutesAgo: 31,
    words:
      "From the clinic: Mr. Adeyemi waited 70 minutes past his physiotherapy appointment and was then sent home because the therapist had already left. Nobody told him anything in all that time. He was polite about it, which makes it worse.",
  },
  {
    channel: "mendes-weber",
    from: "carla",
    minutesAgo: 12,
    words:
      "I'm sorry to write this. Room 214 had not been cleaned when we got in last night: hair in the sink, wet towels on the floor. I called the desk three times before anyone came, and that was at midnight. We paid $640 for the two nights.",
  },
];
