/** The colours of one scheme; the contrast of each on page and raised surface is recomputed by a test. */
export interface Colours {
  readonly page: string;
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly action: string;
  readonly lines: string;
}

export const light: Colours = {
  page: '#FFFFFF',
  raised: '#F4F6F8',
  text: '#1B1F24',
  muted: '#57606A',
  good: '#1A7F37',
  warn: '#8A5A00',
  bad: '#B3261E',
  action: '#0B5CAD',
  lines: '#808A94',
};

export const dark: Colours = {
  page: '#15181D',
  raised: '#1E232A',
  text: '#E6EAF0',
  muted: '#A3ADBA',
  good: '#56C271',
  warn: '#E0B040',
  bad: '#FF8A80',
  action: '#6CB2FF',
  lines: '#6E7885',
};
