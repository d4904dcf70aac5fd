using System.Globalization;
using System.Security;
using System.Text;

namespace OmniFunctions.Lab.Plots;

/// <summary>One picture as SVG. Its colours follow the reader's light or dark setting; shapes carry a class, never a colour of their own.</summary>
internal sealed class Canvas
{
    public const int Width = 960;
    public const int Height = 416;
    public const int Left = 64;
    public const int Right = Width - 24;
    public const int Top = 104;
    public const int Bottom = Height - 48;

    /// <summary>Lines and fills that can be told apart, also by those who see red and green alike (after Okabe and Ito).</summary>
    public const int Series = 6;

    private const string Style = """
        :root{--paper:#ffffff;--ink:#1f2328;--quiet:#59636e;--grid:#d8dee4;--s0:#0969b3;--s1:#c2560a;--s2:#1a7f5a;--s3:#8250b8;--s4:#a0740b;--s5:#b8306f}
        @media (prefers-color-scheme: dark){:root{--paper:#0d1117;--ink:#e6edf3;--quiet:#9aa4af;--grid:#30363d;--s0:#58a6ff;--s1:#f0883e;--s2:#3fb98a;--s3:#bc8cff;--s4:#d8b13c;--s5:#f778ba}}
        text{font:13px system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:var(--quiet)}
        .title{font-size:19px;font-weight:600;fill:var(--ink)} .label{fill:var(--ink)} .paper{fill:var(--paper)} .grid{stroke:var(--grid);stroke-width:1}
        .line{fill:none;stroke-width:2;stroke-linejoin:round} .area{fill-opacity:.22;stroke:none} .mark{stroke-dasharray:5 4;stroke-width:1.5;stroke:var(--ink)}
        """;

    private readonly StringBuilder body = new();

    public Canvas(string title, string subtitle)
    {
        Text(Left - 40, 34, title, "title");
        Text(Left - 40, 56, subtitle, "quiet");
        body.Insert(0, $"<title>{Escape(title)}</title><desc>{Escape(subtitle)}</desc>");
    }

    public Canvas Text(double x, double y, string text, string kind, string anchor = "start")
    {
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{kind}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");
        return this;
    }

    public Canvas Across(double y, string kind = "grid") => Line(Left, y, Right, y, kind);

    public Canvas Line(double x1, double y1, double x2, double y2, string kind)
    {
        body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{kind}\"/>");
        return this;
    }

    public Canvas Bar(double x, double y, double width, double height, int series, string tip)
    {
        body.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.#}\" width=\"{width:0.##}\" height=\"{Math.Max(0, height):0.#}\" style=\"fill:var(--s{series})\"><title>{Escape(tip)}</title></rect>");
        return this;
    }

    public Canvas Curve(IEnumerable<(double X, double Y)> points, int series)
    {
        body.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" style=\"stroke:var(--s{series % Series})\" points=\"{Points(points)}\"/>");
        return this;
    }

    public Canvas Area(IReadOnlyList<(double X, double Y)> points, int series)
    {
        if (points.Count == 0) return this;
        body.Append(CultureInfo.InvariantCulture,
            $"<polygon class=\"area\" style=\"fill:var(--s{series % Series})\" points=\"{Points([(points[0].X, Bottom), .. points, (points[^1].X, Bottom)])}\"/>");
        return this;
    }

    /// <summary>What each series is, on one line above the picture.</summary>
    public Canvas Legend(IEnumerable<string> names)
    {
        var x = (double)Left;
        foreach (var (index, name) in names.Index())
        {
            body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{Top - 24}\" width=\"14\" height=\"4\" rx=\"2\" style=\"fill:var(--s{index % Series})\"/>");
            Text(x + 20, Top - 18, name, "label");
            x += 44 + name.Sum(letter => letter > 0x2E80 ? 13.5 : 7.2);
        }

        return this;
    }

    public string Svg() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\"><style>{Style}</style>"
        + $"<rect class=\"paper\" width=\"{Width}\" height=\"{Height}\"/>{body}</svg>\n";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private static string Escape(string text) => SecurityElement.Escape(text);
}
