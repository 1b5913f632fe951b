/** Work on one thing goes in turns: whatever comes later waits for what came before, also where that failed. */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>();

  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    const leave = (): void => {
      if (last.get(key) === turn) last.delete(key);
    };
    last.set(key, turn);
    turn.then(leave, leave);
    return turn;
  };
};
