/** Prints a figure beside the most that it should be, as the Go benchmarks do. */
export function bar(name: string, value: number, most: number, unit: string) {
  console.log(`BAR ${name} value=${value.toFixed(0)} want=<=${most} ${unit} ${value <= most ? "ok" : "short"}`);
}
