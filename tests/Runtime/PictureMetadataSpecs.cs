using System.Text;
using OmniFunctions.Runtime.Attachments;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What telephones and programs write into pictures besides the picture.</summary>
public sealed class PictureMetadataSpecs
{
    private const byte Upright = 1;
    private const byte OnItsSide = 6;

    private static readonly byte[] Jfif = Segment(0xE0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0"u8);
    private static readonly byte[] Colours = Segment(0xE2, "ICC_PROFILE\0\x01\x01profile"u8);
    private static readonly byte[] AdobeColours = Segment(0xEE, "Adobe\0d\0\0\0\0\0"u8);

    /// <summary>Tables, a scan with a stuffed mark and a restart in it, another table, another scan: as a progressive picture has them.</summary>
    private static readonly byte[] Picture =
    [
        .. Segment(0xDB, [1, 2, 3]), .. Segment(0xC2, [8, 0, 1, 0, 1]), .. Segment(0xDA, [1, 1]), 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD0, 0x33,
        .. Segment(0xC4, [4, 5]), .. Segment(0xDA, [1, 1]), 0x44, 0xFF, 0x00,
    ];

    [Fact]
    public void A_telephones_picture_loses_where_it_was_taken_and_keeps_its_colours()
    {
        byte[] taken =
        [
            0xFF, 0xD8, .. Jfif, .. Exif(Upright), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"u8), .. Colours, .. Segment(0xE2, "MPF\0MM"u8),
            .. Segment(0xED, "Photoshop 3.0\0"u8), .. AdobeColours, .. Segment(0xFE, "taken at home"u8), .. Picture, 0xFF, 0xD9, .. "and a film behind it"u8,
        ];

        Assert.Equal([0xFF, 0xD8, .. Jfif, .. Colours, .. AdobeColours, .. Picture, 0xFF, 0xD9], PictureMetadata.Without(taken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Which_side_is_up_stays_and_nothing_else_beside_it(bool isLittle)
    {
        byte[] taken = [0xFF, 0xD8, .. Exif(OnItsSide, isLittle), .. Picture, 0xFF, 0xD9];

        var sent = PictureMetadata.Without(taken);

        Assert.DoesNotContain("52.5163N", Encoding.Latin1.GetString(sent), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, OnItsSide, 0, 0, 0, 0, 0, 0]), .. Picture, 0xFF, 0xD9], sent);
        // Somebody who passes it on changes nothing any more.
        Assert.Equal(sent, PictureMetadata.Without(sent));
    }

    [Fact]
    public void A_png_loses_its_texts_and_its_time()
    {
        byte[] head = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];
        byte[] taken =
        [
            .. head, .. Chunk("IHDR", "size"), .. Chunk("eXIf", "MM"), .. Chunk("iCCP", "colours"), .. Chunk("tEXt", "Author"), .. Chunk("zTXt", "z"), .. Chunk("iTXt", "i"), .. Chunk("tIME", "now"),
            .. Chunk("IDAT", "picture"), .. Chunk("IEND", ""), .. "behind"u8,
        ];

        Assert.Equal([.. head, .. Chunk("IHDR", "size"), .. Chunk("iCCP", "colours"), .. Chunk("IDAT", "picture"), .. Chunk("IEND", "")], PictureMetadata.Without(taken));
    }

    [Fact]
    public void A_webp_loses_them_and_says_so_in_its_head()
    {
        var taken = Riff([.. Part("VP8X", [0x2C, 0, 0, 0, 1, 0, 0, 1, 0, 0]), .. Part("ICCP", "abc"u8), .. Part("VP8 ", "picture!"u8), .. Part("EXIF", "MM where"u8), .. Part("XMP ", "<x/>"u8)]);

        Assert.Equal(Riff([.. Part("VP8X", [0x20, 0, 0, 0, 1, 0, 0, 1, 0, 0]), .. Part("ICCP", "abc"u8), .. Part("VP8 ", "picture!"u8)]), PictureMetadata.Without(taken));
    }

    /// <summary>Cut off anywhere, or with any byte another one: it is read to its end or left as it is.</summary>
    [Fact]
    public void A_broken_picture_is_left_as_it_is_or_stripped_and_never_a_fault()
    {
        byte[][] whole =
        [
            [0xFF, 0xD8, .. Exif(OnItsSide), .. Picture, 0xFF, 0xD9],
            [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", "size"), .. Chunk("eXIf", "MM"), .. Chunk("IEND", "")],
            Riff([.. Part("VP8X", [0x2C, 0, 0, 0, 1, 0, 0, 1, 0, 0]), .. Part("EXIF", "MM where"u8)]),
        ];
        foreach (var picture in whole)
        {
            for (var at = 0; at < picture.Length; at++)
            {
                Assert.InRange(PictureMetadata.Without(picture[..at]).Length, 0, at);
                foreach (var other in (byte[])[0x00, 0x7F, 0xFF])
                {
                    byte[] changed = [.. picture];
                    changed[at] = other;
                    Assert.InRange(PictureMetadata.Without(changed).Length, 1, picture.Length);
                }
            }
        }
    }

    [Theory]
    [InlineData(0xF6)]
    [InlineData(0xF7)]
    [InlineData(0xF8)]
    [InlineData(0xFF)]
    public void A_part_that_says_it_is_as_long_as_can_be_said_is_no_fault(byte last)
    {
        var picture = Riff([.. "VP8X"u8, last, 0xFF, 0xFF, 0xFF, .. "picture!"u8]);
        Assert.Same(picture, PictureMetadata.Without(picture));
    }

    [Fact]
    public void What_is_no_picture_is_left_alone()
    {
        var content = "%PDF-1.7 with Exif\0\0 in it"u8.ToArray();
        Assert.Same(content, PictureMetadata.Without(content));
    }

    /// <summary>Two entries, the second of them the orientation, and a place behind them.</summary>
    private static byte[] Exif(byte side, bool isLittle = false) => Segment(0xE1, isLittle
        ? [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 2, 0, 0x0F, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, side, 0, 0, 0, 0, 0, 0, 0, .. "52.5163N 13.3777E"u8]
        : [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 2, 1, 0x0F, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0, 0, 0, 0, 0, .. "52.5163N 13.3777E"u8]);

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>Its checksum is copied, and so need not be right here.</summary>
    private static byte[] Chunk(string name, string data) => [0, 0, 0, (byte)data.Length, .. Encoding.ASCII.GetBytes(name), .. Encoding.ASCII.GetBytes(data), 1, 2, 3, 4];

    private static byte[] Part(string name, ReadOnlySpan<byte> data) => [.. Encoding.ASCII.GetBytes(name), (byte)data.Length, 0, 0, 0, .. data, .. new byte[data.Length % 2]];

    private static byte[] Riff(byte[] parts) => [.. "RIFF"u8, (byte)(parts.Length + 4), 0, 0, 0, .. "WEBP"u8, .. parts];
}
