using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels;

/// <summary>A form with a file in it (RFC 7578), for platforms that take uploads so.</summary>
internal sealed class MultipartBody
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly string boundary;

    /// <param name="file">Whose digest makes the boundary: there is no chance in Core, and no content holds its own digest.</param>
    internal MultipartBody(OutgoingFile file) =>
        boundary = "omni-" + Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(file.Name), .. file.Content.Span]));

    internal string ContentType => $"multipart/form-data; boundary={boundary}";

    internal MultipartBody Field(string name, string value)
    {
        Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        return this;
    }

    internal MultipartBody File(string name, OutgoingFile file)
    {
        Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{Quoted(file.Name)}\"\r\nContent-Type: {OneLine(file.Mime)}\r\n\r\n");
        buffer.Write(file.Content.Span);
        Write("\r\n");
        return this;
    }

    internal ReadOnlyMemory<byte> End()
    {
        Write($"--{boundary}--\r\n");
        return buffer.WrittenMemory;
    }

    private void Write(string text) => buffer.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>As browsers do (WHATWG HTML, multipart form data): the three characters that could end the name.</summary>
    private static string Quoted(string name) =>
        name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string OneLine(string mime) => mime.AsSpan().IndexOfAny('\r', '\n') < 0 ? mime : "application/octet-stream";
}
