/** Numbers of so few characters, without an exponent, are always kept exactly. */
export const exactLength = 15;

/** Most digits of `toPrecision`. */
const maxPrecision = 100;

/** A decimal number: its significant digits and the power of ten of the last one. */
type Decimal = { sign: string; digits: string; exponent: number };

/**
 * Returns why a number cannot be kept exactly as it is written in JSON, or null. A whole number is
 * kept when it is written back as the same number; a decimal number when the stored number, written
 * with as many digits, is the same one. So the 17 digits are kept with which programs write a
 * number, and 1.00000000000000000001 is not.
 */
export function inexactNumberMessage(written: string): string | null {
  if (written.length <= exactLength && !/e/i.test(written)) return null;
  const value = Number(written);
  if (!Number.isFinite(value)) return "is too large a number to be kept; make it a text";
  const wanted = decimalOf(written);
  if (value === 0 && wanted.digits !== "") return "is too close to 0 to be kept; make it a text";
  if (isEqual(wanted, decimalOf(String(value)))) return null;
  if (wanted.exponent >= 0) return "is too long a number to be kept exactly; make it a text";
  const { length } = wanted.digits;
  return length <= maxPrecision && isEqual(wanted, decimalOf(value.toPrecision(length)))
    ? null
    : "has more digits than can be kept exactly; round it or make it a text";
}

function decimalOf(written: string): Decimal {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const all = (whole + fraction).replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  return { sign, digits, exponent: Number(power) - fraction.length + all.length - digits.length };
}

function isEqual(a: Decimal, b: Decimal): boolean {
  if (a.digits === "" && b.digits === "") return true;
  return a.sign === b.sign && a.digits === b.digits && a.exponent === b.exponent;
}
