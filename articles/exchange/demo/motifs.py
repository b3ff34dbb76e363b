"""The demo's images, drawn anew each time in flat colours, so that no picture of anyone's is needed.

Coordinates are those of a picture of 1600 × 900; `draw` doubles them and
halves the result, which smooths the edges.
"""

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

__all__ = ["MOTIFS", "draw"]

WIDTH, HEIGHT = 1600, 900
SCALE = 2
Points = Sequence[tuple[float, float]]


class Canvas:
    """A picture to paint on, from the sky down."""

    def __init__(self, top: str, bottom: str, seed: int) -> None:
        self.chance = random.Random(seed)
        shade = Image.linear_gradient("L").resize((WIDTH * SCALE, HEIGHT * SCALE))
        size = shade.size
        self.image = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), shade)
        self.brush = ImageDraw.Draw(self.image)

    def shape(self, points: Points, colour: str) -> None:
        self.brush.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        self.brush.rectangle([left * SCALE, top * SCALE, (left + width) * SCALE, (top + height) * SCALE], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.brush.circle((x * SCALE, y * SCALE), radius * SCALE, fill=colour)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: str) -> None:
        ends = [(x * SCALE, y * SCALE) for x, y in (start, end)]
        self.brush.line(ends, fill=colour, width=round(width * SCALE))

    def hills(self, height: float, relief: float, colour: str) -> None:
        """A coast across the picture, filled down to its foot."""
        turns = [(self.chance.uniform(150, 420), self.chance.uniform(0, 6)) for _ in range(4)]
        crest = [
            (x, height - relief * sum(math.sin(x / length + start) for length, start in turns) / 4)
            for x in range(0, WIDTH + 10, 10)
        ]
        self.shape([(0, HEIGHT), *crest, (WIDTH, HEIGHT)], colour)

    def sea(self, level: float, swell: float, colour: str, *, length: float = 160, start: float = 0) -> None:
        """Waves from the level down to the foot of the picture."""
        crest = [(x, level + swell * math.sin(x / length + start)) for x in range(0, WIDTH + 10, 10)]
        self.shape([(0, HEIGHT), *crest, (WIDTH, HEIGHT)], colour)

    def lighthouse(self, x: float, foot: float, height: float) -> None:
        half = height / 11
        top = foot - height
        self.shape([(x - half, foot), (x - half * 0.6, top), (x + half * 0.6, top), (x + half, foot)], "#f4f1ea")
        for low, high in ((0.15, 0.35), (0.55, 0.75)):
            widths = [half * (1 - 0.4 * share) for share in (low, high)]
            band = [(x - widths[0], foot - low * height), (x - widths[1], foot - high * height)]
            self.shape([*band, *[(2 * x - left, y) for left, y in reversed(band)]], "#b8322a")
        self.box(x - half * 0.45, top - height * 0.11, half * 0.9, height * 0.11, "#ffe08a")
        self.shape(
            [(x - half * 0.7, top - height * 0.1), (x, top - height * 0.19), (x + half * 0.7, top - height * 0.1)],
            "#33383f",
        )
        self.box(x - half * 0.8, top - 2, half * 1.6, height * 0.025, "#33383f")


def _traffic_centre() -> Canvas:
    canvas = Canvas("#1d2b53", "#f29e6c", 3)
    canvas.disc(1130, 560, 70, "#ffd9a0")
    canvas.hills(600, 60, "#46466f")
    canvas.hills(650, 40, "#2f3157")
    canvas.sea(700, 3, "#23294a", length=60)
    for _ in range(26):
        x, y = 1130 + canvas.chance.gauss(0, 60), canvas.chance.uniform(715, 890)
        canvas.box(x, y, canvas.chance.uniform(20, 90), 3, "#c98a6e")
    canvas.box(0, 760, 820, 140, "#161a31")
    canvas.shape([(380, 770), (400, 330), (480, 330), (500, 770)], "#20253f")
    canvas.shape([(330, 330), (300, 235), (580, 235), (550, 330)], "#161a31")
    for x in range(320, 560, 36):
        canvas.box(x, 252, 26, 44, "#ffd98a")
    canvas.box(430, 120, 8, 115, "#161a31")
    canvas.shape([(360, 150), (510, 138), (510, 152), (360, 164)], "#161a31")
    canvas.disc(434, 116, 8, "#e0483c")
    for x, width, height in ((40, 150, 90), (210, 120, 60), (560, 200, 75)):
        canvas.box(x, 770 - height, width, height, "#1b2039")
        for window in range(int(width // 34)):
            canvas.box(x + 14 + window * 34, 785 - height, 14, 18, "#f6c877" if window % 3 else "#39405f")
    return canvas


def _council() -> Canvas:
    canvas = Canvas("#22395b", "#37557f", 5)
    canvas.box(0, 640, WIDTH, 260, "#6d4a33")
    canvas.box(0, 634, WIDTH, 8, "#8a6244")
    colours = ["#b8322a", "#f4f1ea", "#1f6f8b", "#e9b44c", "#2d5d3a", "#33383f", "#7d3c7a"]
    for number in range(14):
        x = 92 + number * 108
        canvas.box(x - 3, 170, 6, 470, "#c9ced6")
        canvas.disc(x, 166, 9, "#e9b44c")
        first, second, third = (colours[(number * step + shift) % 7] for step, shift in ((1, 0), (3, 2), (2, 5)))
        for part, colour in enumerate((first, second if second != first else "#f4f1ea", third)):
            fold = [(x + 3, 190 + part * 42), (x + 40, 198 + part * 42), (x + 82, 188 + part * 42)]
            canvas.shape([*fold, *[(px, py + 43) for px, py in reversed(fold)]], colour)
    curve = [(x, 720 - 70 * math.sin(math.pi * x / WIDTH)) for x in range(0, WIDTH + 10, 10)]
    canvas.shape([*curve, *[(x, y + 42) for x, y in reversed(curve)]], "#d9b98f")
    canvas.shape([*[(x, y + 42) for x, y in curve], (WIDTH, 900), (0, 900)], "#4c3222")
    for number in range(13):
        x = 140 + number * 110
        y = 722 - 70 * math.sin(math.pi * x / WIDTH)
        canvas.box(x - 26, y - 4, 52, 22, "#f4f1ea")
        canvas.line((x + 44, y + 8), (x + 52, y - 34), 4, "#22252b")
        canvas.disc(x + 52, y - 38, 6, "#22252b")
    return canvas


def _port() -> Canvas:
    canvas = Canvas("#9cc7dc", "#f3ead6", 7)
    canvas.hills(560, 50, "#a9bdb9")
    canvas.hills(610, 30, "#8aa6a5")
    canvas.sea(700, 4, "#3f7f93", length=70)
    for x in (430, 900):
        for leg in (0, 150):
            canvas.box(x + leg, 230, 18, 500, "#c8502f")
        canvas.box(x, 400, 168, 16, "#c8502f")
        canvas.box(x - 190, 222, 520, 20, "#c8502f")
        canvas.line((x + 80, 130), (x - 180, 225), 7, "#c8502f")
        canvas.line((x + 80, 130), (x + 320, 225), 7, "#c8502f")
        canvas.box(x + 70, 130, 18, 100, "#c8502f")
        canvas.line((x - 100, 240), (x - 100, 430), 3, "#33383f")
        canvas.box(x - 140, 430, 80, 34, "#e9b44c")
    colours = ["#b8322a", "#1f6f8b", "#e9b44c", "#4a7d4f", "#dfe3e6", "#7d5a3c"]
    for column in range(12):
        for row in range(canvas.chance.randint(2, 4)):
            canvas.box(250 + column * 76, 606 - row * 38, 72, 35, canvas.chance.choice(colours))
    canvas.shape([(150, 640), (1390, 640), (1350, 770), (230, 770)], "#24303c")
    canvas.box(190, 735, 1180, 35, "#8e2f27")
    canvas.box(1180, 430, 150, 212, "#f4f1ea")
    canvas.box(1160, 450, 190, 34, "#24303c")
    canvas.box(1270, 370, 50, 62, "#1f6f8b")
    canvas.sea(762, 4, "#336c80", length=48)
    canvas.box(0, 850, WIDTH, 50, "#6d6a63")
    canvas.box(0, 842, WIDTH, 10, "#8c877d")
    return canvas


def _ice() -> Canvas:
    canvas = Canvas("#7fb0cf", "#f5e6da", 11)
    canvas.disc(260, 300, 54, "#fff4da")
    canvas.hills(430, 46, "#b7cbd8")
    canvas.box(0, 450, WIDTH, 450, "#e9f1f5")
    canvas.shape([(805, 462), (845, 462), (1160, 900), (480, 900)], "#1e4a63")
    for _ in range(90):
        x, depth = canvas.chance.uniform(-60, WIDTH), canvas.chance.random()
        y, size = 465 + 430 * depth**1.6, 14 + 90 * depth
        floe = [
            (
                x + size * math.cos(turn) * canvas.chance.uniform(0.7, 1.2),
                y + size * 0.3 * math.sin(turn) * canvas.chance.uniform(0.7, 1.2),
            )
            for turn in range(6)
        ]
        lane = 60 + 330 * depth**1.6
        if abs(x - 825) > lane:
            canvas.shape([(px, py + size * 0.09) for px, py in floe], "#a9c6d6")
            canvas.shape(floe, canvas.chance.choice(["#f8fbfc", "#eef5f8", "#dfecf2"]))
    canvas.shape([(640, 520), (1010, 520), (960, 660), (700, 660)], "#b8322a")
    canvas.shape([(676, 620), (984, 620), (960, 668), (702, 668)], "#7f231e")
    canvas.box(712, 400, 230, 122, "#f7f4ee")
    canvas.box(742, 330, 170, 72, "#f7f4ee")
    canvas.box(730, 350, 194, 24, "#24303c")
    canvas.box(800, 270, 56, 62, "#e9b44c")
    canvas.box(824, 190, 7, 82, "#33383f")
    for x in range(732, 930, 40):
        canvas.disc(x + 8, 460, 9, "#24303c")
    canvas.shape([(655, 668), (1005, 668), (1080, 720), (590, 720)], "#dcebf2")
    canvas.shape([(690, 664), (970, 664), (1000, 694), (660, 694)], "#ffffff")
    return canvas


def _rescue() -> Canvas:
    canvas = Canvas("#0f1a2c", "#3d5266", 13)
    beam = Image.new("L", canvas.image.size, 0)
    ImageDraw.Draw(beam).polygon(
        [(x * SCALE, y * SCALE) for x, y in ((1330, 222), (0, 60), (0, 420), (1330, 240))], fill=70
    )
    canvas.image.paste("#ffe9a8", mask=beam)
    canvas.shape([(1130, 640), (1200, 540), (1290, 500), (1420, 490), (1600, 540), (1600, 900), (1130, 900)], "#131a24")
    canvas.lighthouse(1330, 500, 240)
    canvas.sea(610, 26, "#2c4a5c", length=120, start=1)
    canvas.sea(660, 34, "#24404f", length=150, start=3)
    hull = [(420, 610), (880, 560), (930, 600), (850, 700), (500, 730)]
    canvas.shape(hull, "#e8702a")
    canvas.shape([(440, 655), (905, 602), (896, 622), (452, 676)], "#f4f1ea")
    canvas.shape([(560, 598), (575, 500), (760, 480), (800, 570)], "#f4f1ea")
    canvas.shape([(590, 552), (597, 516), (752, 498), (768, 532)], "#24303c")
    canvas.line((660, 490), (652, 390), 7, "#c9ced6")
    canvas.disc(652, 386, 10, "#7fd0ff")
    canvas.sea(700, 36, "#1b3342", length=130, start=5)
    for _ in range(140):
        x, y = canvas.chance.gauss(900, 90), canvas.chance.gauss(655, 38)
        canvas.disc(x, y, canvas.chance.uniform(2, 8), "#dfe9ee")
    canvas.sea(790, 40, "#142836", length=170, start=2)
    for _ in range(260):
        x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, 860)
        canvas.line((x, y), (x - 7, y + 26), 1.2, "#62788a")
    return canvas


MOTIFS: dict[str, Callable[[], Canvas]] = {
    "traffic-centre": _traffic_centre,
    "council": _council,
    "port": _port,
    "ice": _ice,
    "rescue": _rescue,
}


def draw(motif: str) -> bytes:
    """The motif as a WebP file of 1600 × 900, below 60 kB."""
    image = MOTIFS[motif]().image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "WEBP", quality=80, method=4)
    return file.getvalue()
