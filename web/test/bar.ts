/** Prints a figure beside the most that it should be, as the Go benchmarks do; range says between what its measurements lay. */
export function bar(name: string, value: number, most: number, unit: string, range = "") {
  const between = range && ` (${range})`;
  console.log(`BAR ${name} value=${value.toFixed(0)}${between} want=<=${most} ${unit} ${value <= most ? "ok" : "short"}`);
}
