/**
 * What is often said in other words, by its beginnings: a complaint that touches a row is met by an apology that does.
 * One row per kind of failure.
 */
export const topics: readonly (readonly string[])[] = [
  "late delay wait slow overdue hour week days minute arriv came come time quick promis",
  "deliver parcel package order shipment ship courier item arriv sent came come box",
  "lost lose missing disappear never vanish where misplac find found",
  "fault broke damag defect crack torn tore crush smash dent leak work stain scratch",
  "wrong incorrect mistak different mixed mix instead error",
  "bill charg overcharg invoice price pay paying paid payment fee refund twice double money",
  "rude discourt disrespect attitude tone dismiss shout yell impolite unkind spoke treat manner behav abrupt",
  "response respond reply repli answer ignor silence call email message contact heard hear back",
  "unavailable available stock sold overbook book reserv cancel",
  "misinform mislead misled information inform advice advis incorrect wrong told promis explain",
  "cold food meal dish undercook overcook burn raw taste dinner lunch breakfast kitchen table",
  "dirty clean smell filthy room noise nois loud hair stain",
  "outage down crash offline website login locked access account app system internet",
].map((row) => row.split(" "));

/** The shortest beginnings count as whole words only: an app is no apology, a fee no feeling. */
export const inTopic = (word: string, topic: readonly string[]): boolean =>
  topic.some((begin) => (begin.length > 3 ? word.startsWith(begin) : word === begin || word === `${begin}s`));
