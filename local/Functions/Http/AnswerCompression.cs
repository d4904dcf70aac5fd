using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Brotli, or gzip, for the JSON that functions answer, as the proxy before a function app does. What a function marks <c>no-transform</c> (RFC 9111, section 5.2.2.6) stays as it is:
/// where a secret stands beside what a stranger may choose, the length of the compressed answer tells of the secret (BREACH).
/// </summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    private const string NoTransform = "no-transform";

    /// <summary>Smaller ones fit one packet as they are.</summary>
    private const int MinBytes = 512;

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/problem+json", "application/schema+json"];
        });
        // The least effort takes nine tenths off a list; more of it would cost more time than the line takes.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
    }

    /// <summary>For the answers of functions alone: files of the site have copies of their own, and the live connection has its own frames.</summary>
    public static void Use(IApplicationBuilder app) =>
        app.UseWhen(http => http.GetEndpoint()?.Metadata.GetMetadata<OfFunction>() is not null, functions => functions.UseResponseCompression());

    public override bool ShouldCompressResponse(HttpContext context)
    {
        var response = context.Response;
        return !response.Headers.CacheControl.ToString().Contains(NoTransform, StringComparison.OrdinalIgnoreCase)
            && response.ContentLength is null or >= MinBytes
            && base.ShouldCompressResponse(context);
    }

    /// <summary>Marks the routes of functions.</summary>
    internal sealed record OfFunction
    {
        public static OfFunction Mark { get; } = new();
    }
}
