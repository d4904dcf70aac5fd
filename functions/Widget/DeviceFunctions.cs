using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Visitors;

namespace OmniFunctions.Widget;

/// <summary>An app says on which device its visitor is told of answers.</summary>
public sealed class DeviceFunctions(DeviceStore devices, CallRates rates)
{
    private const string At = "api/widget/{tenant}/{account}/devices/{device}";

    [Function("PutVisitorDevice"), Requires(Permission.Visitor)]
    [Describes("Register a device for pushes, or replace its token. Apps do so each time they start.", status: StatusCodes.Status204NoContent, Takes = typeof(WidgetDevice))]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = At)] HttpRequest request, string device, CancellationToken cancellationToken)
    {
        var visitor = request.Visitor();
        if (Pause(visitor) is { } pause) return Problems.TooManyAttempts(pause);
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.WidgetDevice, cancellationToken);
        if (refusal is not null) return refusal;
        if (!PushDevice.IsDevice(device)) return Problems.Invalid("device", $"1 to {PushDevice.MaxDeviceLength} of A-Z, a-z, 0-9, _ and -.");
        if (!PushDevice.IsService(body!.Service)) return Problems.Invalid("service", $"1 to {PushDevice.MaxServiceLength} of a-z, 0-9 and -, as apns, fcm or hms.");
        if (!PushDevice.IsToken(body.Token)) return Problems.Invalid("token", $"1 to {PushDevice.MaxTokenLength} visible ASCII characters.");
        if (!PushDevice.IsLanguage(body.Language)) return Problems.Invalid("language", "As zh-CN or en.");
        await devices.PutAsync(visitor.Account.Key, visitor.Id, new PushDevice(device, body.Service!, body.Token!, body.Language), cancellationToken);
        return Results.NoContent();
    }

    [Function("RemoveVisitorDevice"), Requires(Permission.Visitor)]
    [Describes("Push to this device no more, as when the user signs out.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = At)] HttpRequest request, string device, CancellationToken cancellationToken)
    {
        var visitor = request.Visitor();
        if (Pause(visitor) is { } pause) return Problems.TooManyAttempts(pause);
        if (PushDevice.IsDevice(device)) await devices.RemoveAsync(visitor.Account.Key, visitor.Id, device, cancellationToken);
        return Results.NoContent();
    }

    private TimeSpan? Pause(Visitor visitor) => rates.Take("device", $"{visitor.Account.Key}/{visitor.Id}", CallRates.MaxDevices);
}

/// <param name="Service">By which the company reaches it, as <c>apns</c>, <c>fcm</c> or <c>hms</c>.</param>
/// <param name="Token">What that service calls the device.</param>
/// <param name="Language">BCP 47, in which it is to be told.</param>
public sealed record WidgetDevice(string? Service, string? Token, string? Language = null);
