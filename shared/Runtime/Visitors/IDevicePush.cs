using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Visitors;

/// <summary>
/// Tells the devices of a visitor that there is an answer. A plug point: whoever reaches them another way than by a webhook of the company's own puts theirs here.
/// A push may be lost or come twice; the app asks for messages when it opens.
/// </summary>
public interface IDevicePush
{
    /// <summary>Returns at once: nobody's answer waits for a push.</summary>
    /// <param name="id">Of the message, the same when it is told again.</param>
    void Tell(ChannelAccount account, string visitor, string id, string text);
}
