/** The line chart itself, in a chunk of its own with the parts of ECharts it needs. */
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkPointComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Overview, Range } from '../api/types';
import { count, moment, timeOfDay } from '../ui/format';
import { peakOf } from './statistics';

use([LineChart, GridComponent, MarkPointComponent, TooltipComponent, CanvasRenderer]);

type Series = Overview['series'];

export function draw(host: HTMLElement) {
  const chart = init(host, null, { renderer: 'canvas' });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(host);
  return {
    show: (series: Series, range: Range) => chart.setOption(optionOf(series, range, palette(host)), { notMerge: true }),
    remove: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}

interface Palette {
  line: string;
  second: string;
  ink: string;
  faint: string;
  hairline: string;
  surface: string;
  font: string;
}

/** A token's value as the browser resolves it here, `light-dark()` and all. */
function palette(host: HTMLElement): Palette {
  const probe = document.createElement('span');
  host.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    line: colour('--accent'),
    second: colour('--k-reach'),
    ink: colour('--ink'),
    faint: colour('--ink-3'),
    hairline: colour('--line'),
    surface: colour('--raised'),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return found;
}

function optionOf(series: Series, range: Range, look: Palette) {
  const text = { color: look.faint, fontFamily: look.font, fontSize: 11, fontWeight: 500 } as const;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const peak = peakOf(series);
  const line = { type: 'line', symbol: 'circle', symbolSize: 6, showSymbol: series.length < 2 } as const;
  return {
    animation: !still,
    animationDuration: 300,
    // Room above for the peak's label, which may stand over the highest grid line.
    grid: { left: 36, right: 20, top: 26, bottom: 26 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: look.hairline } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (at: number) => (range === '24h' ? timeOfDay(new Date(at).toISOString()) : dayOf(at)),
      },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: text,
      splitLine: { lineStyle: { color: look.hairline } },
    },
    tooltip: {
      trigger: 'axis',
      // Drawn in the canvas: an HTML tooltip would need inline styles, which the page's policy refuses.
      renderMode: 'richText',
      backgroundColor: look.surface,
      borderColor: look.hairline,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
      axisPointer: { lineStyle: { color: look.faint } },
      formatter: (points: unknown) => tooltip(points, series),
    },
    series: [
      {
        ...line,
        name: 'Sessions',
        data: series.map((point) => [point.at, point.sessions]),
        itemStyle: { color: look.line },
        lineStyle: { width: 2.4, color: look.line },
        markPoint: peak && {
          symbol: 'circle',
          symbolSize: 9,
          data: [{ coord: [peak.at, peak.sessions], value: peak.sessions }],
          itemStyle: { color: look.line, borderColor: look.surface, borderWidth: 2 },
          label: {
            ...text,
            fontSize: 12,
            fontWeight: 600,
            color: look.ink,
            position: 'top',
            formatter: `${count(peak.sessions)} at ${range === '24h' ? timeOfDay(peak.at) : moment(peak.at)}`,
          },
        },
      },
      {
        ...line,
        name: 'Callbacks',
        data: series.map((point) => [point.at, point.callbacks]),
        itemStyle: { color: look.second },
        lineStyle: { width: 2, type: 'dashed', color: look.second },
      },
    ],
  };
}

function dayOf(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
}

function tooltip(points: unknown, series: Series): string {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const point = series[index];
  return point ? `${moment(point.at)}\nSessions ${count(point.sessions)}\nCallbacks ${count(point.callbacks)}` : '';
}
