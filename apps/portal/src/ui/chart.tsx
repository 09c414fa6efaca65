import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

/** A chart with the page's colours, as wide as its place; drawn again when the theme or the width changes. */
export function Chart(props: {
  readonly label: string;
  readonly height: number;
  readonly data: uPlot.AlignedData;
  readonly options: (colour: (name: string) => string) => Omit<uPlot.Options, "width" | "height">;
}) {
  const { label, height, data, options } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let plot: uPlot | undefined;
    const colour = (name: string) =>
      getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    const draw = () => {
      plot?.destroy();
      element.replaceChildren();
      plot = new uPlot({ ...options(colour), width: element.clientWidth, height }, data, element);
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== plot?.width)
        plot?.setSize({ width: element.clientWidth, height });
    });
    resized.observe(element);
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", draw);
    const chosen = new MutationObserver(draw);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      resized.disconnect();
      chosen.disconnect();
      theme.removeEventListener("change", draw);
      plot?.destroy();
    };
  }, [data, height, options]);
  return <div class="chart" role="img" aria-label={label} ref={place} />;
}

export const axis = (colour: (name: string) => string, more: Partial<uPlot.Axis> = {}): uPlot.Axis => ({
  stroke: colour("muted"),
  font: "11px system-ui, sans-serif",
  grid: { stroke: colour("line"), width: 1 },
  ticks: { show: false },
  gap: 6,
  ...more,
});
