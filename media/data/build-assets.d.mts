export const TRAIN_PER_CLASS: number;
export const TEST_PER_CLASS: number;
export default function packDigits(where: { root: string; dist: string }): Promise<void>;
