// Reads the map's colours from the style sheet, where light and dark are defined once.

export interface MapTheme {
  outside: string;
  land: string;
  border: string;
  coast: string;
  label: string;
  labelHalo: string;
  selected: string;
  hover: string;
  ramp: string[];
}

export function mapTheme(): MapTheme {
  const styles = getComputedStyle(document.documentElement);
  const colour = (name: string): string => styles.getPropertyValue(`--map-${name}`).trim();
  return {
    outside: colour("outside"),
    land: colour("land"),
    border: colour("border"),
    coast: colour("coast"),
    label: colour("label"),
    labelHalo: colour("label-halo"),
    selected: colour("selected"),
    hover: colour("hover"),
    ramp: [1, 2, 3, 4, 5, 6].map((step) => colour(`ramp-${step}`)),
  };
}
