/** How sure a digit is, in words. */
export const answer = {
  surely: (digit: number) => `surely ${digit}`,
  probably: (digit: number) => `probably ${digit}`,
  perhaps: (digit: number, other: number) => `${digit}, perhaps ${other}`,
  perhapsNone: (digit: number) => `${digit}, perhaps not a digit`,
  either: (digit: number, other: number) => `${digit} or ${other}?`,
  doubtful: (digit: number) => `perhaps ${digit}, not sure`,
  noDigit: () => "not a digit",
  blank: "",
  announceBlank: "The paper is empty.",
  tooLittle: "too little ink",
};
