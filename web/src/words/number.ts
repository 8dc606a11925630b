/** Several digits. Indices count from 0. */
import { ordinal, theseOf } from "./formats.ts";

export const number = {
  digits: "Digits of the number",
  digit: (index: number, all: number, words: string) =>
    `Digit ${index + 1} of ${all}: ${words}`,
  digitShare: (words: string, share: string) => `${words}, ${share}`,
  chosen: (index: number, words: string) => `${ordinal(index)}: ${words}`,
  probabilities: (index: number, all: number) =>
    `How likely each digit is, or none, for digit ${index + 1} of ${all}`,
  announce: (text: string, words: string) => `${text}: ${words}`,

  surely: (text: string) => `surely ${text}`,
  except: (index: number, doubt: string) =>
    `surely, except ${theseOf([index])}: ${doubt}`,
  exceptThese: (indices: readonly number[]) =>
    `surely, except ${theseOf(indices)}`,
  many: (doubts: number, all: number) => `not sure of ${doubts} of ${all}`,
  none: "not sure of any of them",
  /** What a doubtful digit may be; the digit read stands beside these words. */
  doubt: {
    surely: (digit: number) => `surely ${digit}`,
    probably: (digit: number) => `probably ${digit}`,
    perhaps: (_: number, other: number) => `perhaps ${other}`,
    perhapsNone: () => "perhaps not a digit",
    either: (digit: number, other: number) => `${digit} or ${other}?`,
    doubtful: (digit: number) => `perhaps ${digit}`,
    noDigit: () => "not a digit",
  },
};
