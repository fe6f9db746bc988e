import { LineChart, VerticalStackedBarChart } from '@fluentui/react-charts';
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  ToggleButton,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ActivityHour } from '../../../main/ipc/activity.ts';
import { clockTime, count, duration } from '../../format.ts';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: '24px',
  },
  // Our words keep their case.
  chart: { minWidth: 0, overflow: 'hidden', margin: 0, '& *': { textTransform: 'none' } },
  plot: { height: '200px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  table: { maxHeight: '320px', overflowY: 'auto' },
});

const series = [
  { result: 'Done', colour: tokens.colorStatusSuccessForeground1 },
  { result: 'No change', colour: tokens.colorNeutralForeground3 },
  { result: 'Waiting', colour: tokens.colorStatusWarningForeground1 },
  { result: 'Failed', colour: tokens.colorStatusDangerForeground1 },
] as const;

/** The last 24 hours at a glance; as a table for whoever reads or wants numbers. */
export function Charts({ hours }: { readonly hours: readonly ActivityHour[] }): ReactElement {
  const styles = useStyles();
  const [asTable, setAsTable] = useState(false);
  return (
    <Section
      title={text.charts.title}
      actions={
        <ToggleButton size="small" checked={asTable} onClick={() => setAsTable(!asTable)}>
          {text.charts.asTable}
        </ToggleButton>
      }
    >
      {asTable ? (
        <div className={styles.table}>
          <HoursTable hours={hours} />
        </div>
      ) : (
        <div className={styles.pair}>
          <Changes hours={hours} />
          <Latency hours={hours} />
        </div>
      )}
    </Section>
  );
}

/** Every fourth hour has its label. */
function ticks(hours: readonly ActivityHour[]): string[] {
  return hours.filter((_, index) => index % 6 === hours.length % 6).map(({ at }) => clockTime(at));
}

function Changes({ hours }: { readonly hours: readonly ActivityHour[] }): ReactElement {
  const styles = useStyles();
  return (
    <figure className={styles.chart} aria-label={text.charts.changes}>
      <figcaption className={styles.title}>{text.charts.changes}</figcaption>
      <div className={styles.plot}>
        <VerticalStackedBarChart
          data={hours.map(({ at, results }) => ({
            xAxisPoint: clockTime(at),
            chartData: series.map(({ result, colour }) => ({
              legend: result,
              data: results[result],
              color: colour,
            })),
          }))}
          tickValues={ticks(hours)}
          height={200}
          barWidth="auto"
          maxBarWidth={12}
          hideLabels
          yAxisTickCount={3}
          isCalloutForStack
        />
      </div>
    </figure>
  );
}

function Latency({ hours }: { readonly hours: readonly ActivityHour[] }): ReactElement {
  const styles = useStyles();
  const line = (legend: string, colour: string, pick: (hour: ActivityHour) => number | null) => ({
    legend,
    color: colour,
    data: hours.flatMap((hour) => {
      const ms = pick(hour);
      return ms === null ? [] : [{ x: new Date(hour.at), y: ms }];
    }),
  });
  const lines = [
    line(text.charts.p50, tokens.colorBrandForeground1, ({ latencyP50 }) => latencyP50),
    line(text.charts.p95, tokens.colorStatusWarningForeground1, ({ latencyP95 }) => latencyP95),
  ].filter(({ data }) => data.length > 0);
  const called = hours.filter(({ latencyP50 }) => latencyP50 !== null);
  const [only] = called;
  return (
    <figure className={styles.chart} aria-label={text.charts.latency}>
      <figcaption className={styles.title}>{text.charts.latency}</figcaption>
      {called.length === 0 ? (
        <Text>{text.charts.noCalls}</Text>
      ) : called.length === 1 && only ? (
        <Text>
          {text.charts.oneHour(
            clockTime(only.at),
            duration(only.latencyP50 ?? 0),
            duration(only.latencyP95 ?? 0),
          )}
        </Text>
      ) : (
        <div className={styles.plot}>
          <LineChart
            data={{ chartTitle: text.charts.latency, lineChartData: lines }}
            height={200}
            yAxisTickCount={3}
            yMinValue={0}
            tickValues={called
              .filter((_, index) => index % 6 === called.length % 6)
              .map(({ at }) => new Date(at))}
            customDateTimeFormatter={(at) => clockTime(at.toISOString())}
            useUTC={false}
            culture="en-GB"
          />
        </div>
      )}
    </figure>
  );
}

function HoursTable({ hours }: { readonly hours: readonly ActivityHour[] }): ReactElement {
  return (
    <Table size="small" aria-label={text.charts.title}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{text.charts.hour}</TableHeaderCell>
          {series.map(({ result }) => (
            <TableHeaderCell key={result}>{result}</TableHeaderCell>
          ))}
          <TableHeaderCell>{text.charts.p50}</TableHeaderCell>
          <TableHeaderCell>{text.charts.p95}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {hours.toReversed().map(({ at, results, latencyP50, latencyP95 }) => (
          <TableRow key={at}>
            <TableCell>{clockTime(at)}</TableCell>
            {series.map(({ result }) => (
              <TableCell key={result}>{count(results[result])}</TableCell>
            ))}
            <TableCell>{latencyP50 === null ? '–' : duration(latencyP50)}</TableCell>
            <TableCell>{latencyP95 === null ? '–' : duration(latencyP95)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
