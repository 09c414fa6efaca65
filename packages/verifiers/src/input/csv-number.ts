/** What a cell says: a number, a number written in a way that is not taken (`refused`), or something else. */
export type CellNumber = { readonly value: number } | { readonly refused: string } | undefined;

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const decimalComma = /^[+-]?(?:\d+|[1-9]\d{0,2}(?:[. ']\d{3})+),\d+$/;
const groupedByComma = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const groupedByPoint = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;
const notFinite = /^[+-]?(?:nan|inf|infinity)$/i;
const withUnit = /^[$€£¥]\s?[+-]?\d[\d.,]*$|^[+-]?\d[\d.,]*\s?[%€]$|^[+-]?\d[\d.,]* [A-Za-z°µ/]{1,4}$/;

/**
 * Reads the numbers of one file. Whether its comma is a decimal one (`1,5`) or groups thousands (`1,234.5`) is settled by
 * the first number that leaves no doubt, or by the caller; what contradicts it afterwards, or leaves a doubt before, is
 * refused, since a wrong guess is a factor of a thousand.
 */
export class CsvNumbers {
  #decimal: "point" | "comma" | undefined;

  constructor(decimal?: "point" | "comma") {
    this.#decimal = decimal;
  }

  get decimal(): "point" | "comma" | undefined {
    return this.#decimal;
  }

  read(cell: string): CellNumber {
    if (plain.test(cell)) return cell.includes(".") ? this.#pointed(cell) : finite(cell);
    const comma = decimalComma.test(cell);
    const grouped = groupedByComma.test(cell);
    if (comma && (!grouped || this.#decimal === "comma")) return this.#settle("comma", cell);
    if (grouped && (!comma || this.#decimal === "point")) return this.#settle("point", cell);
    if (comma)
      return { refused: "could have a decimal comma or a thousands separator (--decimal says which)" };
    if (groupedByPoint.test(cell)) return this.#pointed(cell);
    if (notFinite.test(cell)) return { refused: "is not a finite number" };
    return withUnit.test(cell) ? { refused: "is not a bare number" } : undefined;
  }

  #pointed(cell: string): CellNumber {
    if (this.#decimal !== "comma" && plain.test(cell)) return this.#settle("point", cell);
    return this.#decimal === "comma" && groupedByPoint.test(cell) ? this.#settle("comma", cell) : mixed;
  }

  #settle(decimal: "point" | "comma", cell: string): CellNumber {
    if (this.#decimal !== undefined && this.#decimal !== decimal) return mixed;
    this.#decimal = decimal;
    return finite(
      decimal === "point" ? cell.replaceAll(",", "") : cell.replace(/[. ']/g, "").replace(",", "."),
    );
  }
}

const mixed = { refused: "has another decimal sign than the numbers before it (--decimal says which holds)" };

function finite(text: string): CellNumber {
  const value = Number(text);
  // -0 and 0 are one value.
  return Number.isFinite(value) ? { value: value === 0 ? 0 : value } : { refused: "is not a finite number" };
}
