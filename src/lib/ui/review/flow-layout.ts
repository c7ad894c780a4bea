/**
 * Where each box and arrow of the data-flow picture goes. On the left what comes in, in the frame what
 * stays on the device, below it what leaves; the page with its memory is the bar that all arrows meet.
 */
import { wrapText } from './wrap-text';

export interface DrawnFlow {
	readonly id: string;
	readonly kind: 'source' | 'store' | 'sink';
	/** Whether both of its ends are on this device. */
	readonly isInside: boolean;
	readonly name: string;
}

export interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Box extends Area {
	readonly id: string;
	readonly lines: readonly string[];
	/** Path of the arrow's line, and the points of its one or two heads. */
	readonly line: string;
	readonly heads: readonly string[];
	/** It crosses the edge of the device on its way out. */
	readonly isLeaving: boolean;
}

export interface FlowLayout {
	readonly width: number;
	readonly height: number;
	readonly device: Area;
	readonly page: Area;
	/** From the page down to those that leave. */
	readonly trunk: string;
	readonly boxes: readonly Box[];
}

/** As the style of the picture says. */
const FONT_SIZE = 13;
export const LINE_HEIGHT = 16;

const PAGE_WIDTH = 30;
/** Between the page and a column of boxes: room for an arrow. */
const GUTTER = 26;
/** From the page's bar to the frame around the device. */
const INSET = 10;
const PADDING = 8;
/** Two lines, and large enough for a finger. */
const LEAST_HEIGHT = 46;
const GAP = 8;
/** Room for the name of the device, and between the device and what leaves it. */
const HEAD_ROOM = 30;
const EDGE_ROOM = 34;
const ARROW = 6;

const head = (x: number, y: number, way: 1 | -1): string =>
	`${String(x)},${String(y)} ${String(x - way * ARROW)},${String(y - ARROW * 0.7)} ${String(x - way * ARROW)},${String(y + ARROW * 0.7)}`;

interface Column {
	readonly x: number;
	/** Where its arrows end at the boxes, and at the page. */
	readonly boxEdge: number;
	readonly pageEdge: number;
	/** 1: the page lies to the right of it. */
	readonly way: 1 | -1;
}

/** @param width of the picture, in CSS pixels */
export function layoutFlows(flows: readonly DrawnFlow[], width: number): FlowLayout {
	const side = Math.floor((width - PAGE_WIDTH - 2 * GUTTER) / 2);
	const pageX = side + GUTTER;
	const middle = pageX + PAGE_WIDTH / 2;
	const left: Column = { x: 0, boxEdge: side, pageEdge: pageX, way: 1 };
	const rightX = width - side;
	const right: Column = { x: rightX, boxEdge: rightX, pageEdge: pageX + PAGE_WIDTH, way: -1 };

	const place = (flow: DrawnFlow, column: Column, y: number, isLeaving: boolean): Box => {
		// In the frame a box keeps off its edge.
		const inset = flow.isInside ? INSET : 0;
		const boxWidth = side - inset;
		const lines = wrapText(flow.name, (boxWidth - 2 * PADDING) / FONT_SIZE);
		const height = Math.max(LEAST_HEIGHT, lines.length * LINE_HEIGHT + 2 * PADDING);
		const at = y + height / 2;
		const from = isLeaving ? middle : column.pageEdge;
		const toPage = head(column.pageEdge, at, column.way);
		const toBox = head(column.boxEdge, at, column.way === 1 ? -1 : 1);
		const heads = {
			source: [toPage],
			store: [toPage, toBox],
			sink: [toBox],
		}[flow.kind];
		const line = `M${String(from)} ${String(at)}H${String(column.boxEdge)}`;
		return {
			...{ id: flow.id, x: column.x, y, width: boxWidth, height },
			...{ lines, line, heads, isLeaving },
		};
	};
	const stack = (column: Column, start: number, list: readonly DrawnFlow[], isLeaving = false) => {
		let y = start;
		const boxes = list.map((flow) => {
			const box = place(flow, column, y, isLeaving);
			y += box.height + GAP;
			return box;
		});
		return { boxes, end: y - GAP };
	};

	const inside = stack(
		right,
		HEAD_ROOM,
		flows.filter((flow) => flow.isInside),
	);
	const coming = flows.filter(({ kind, isInside }) => kind === 'source' && !isInside);
	const sources = stack(left, HEAD_ROOM, coming);
	const bottom = Math.max(inside.end, sources.end) + INSET;
	const leaving = flows.filter(({ kind, isInside }) => kind !== 'source' && !isInside);
	const half = Math.ceil(leaving.length / 2);
	const sinks = [
		stack(left, bottom + EDGE_ROOM, leaving.slice(0, half), true),
		stack(right, bottom + EDGE_ROOM, leaving.slice(half), true),
	];
	const boxes = [...sources.boxes, ...inside.boxes, ...sinks.flatMap((column) => column.boxes)];
	const last = Math.max(bottom, ...sinks.flatMap((column) => column.boxes.map(middleOf)));
	return {
		width,
		height: Math.max(bottom, ...boxes.map(({ y, height }) => y + height)) + 1,
		device: { x: pageX - INSET, y: 0, width: width - pageX + INSET, height: bottom },
		page: {
			...{ x: pageX, y: HEAD_ROOM },
			...{ width: PAGE_WIDTH, height: bottom - HEAD_ROOM - INSET },
		},
		trunk: `M${String(middle)} ${String(bottom - INSET)}V${String(last)}`,
		boxes,
	};
}

const middleOf = ({ y, height }: Area): number => y + height / 2;
