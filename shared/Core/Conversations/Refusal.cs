namespace OmniFunctions.Conversations;

/// <summary>Why the domain says no. Stable: clients show a sentence for each.</summary>
public enum Refusal
{
    ConversationUnknown,
    ConversationEnded,
    ConversationClosed,
    NotHolder,
    NotOffered,
    AlreadyHeld,
    MessageIdTaken,
    MessageUnknown,
    TextEmpty,
    TextTooLong,
    LegNotSupported,

    /// <summary>So many replies are still on their way that another would only join the line.</summary>
    TooManyUndelivered,

    /// <summary>The one who asks has not the right.</summary>
    NotAllowed,

    /// <summary>It does not wait for an agent.</summary>
    NotWaiting,

    /// <summary>No agent has it.</summary>
    NotServing,

    /// <summary>Somebody changed it since the one who asks last looked.</summary>
    VersionConflict,

    /// <summary>It was passed on as often as its queue allows in one round.</summary>
    TransferLimit,
    TransferToSelf,

    /// <summary>A transfer names a queue or an agent: one of the two.</summary>
    TransferTargetInvalid,
    AgentUnknown,
    QueueUnknown,

    /// <summary>The agent does not work in that queue.</summary>
    AgentCannotServeQueue,

    /// <summary>Another agent was faster.</summary>
    AlreadyClaimed,
    AtCapacity,

    /// <summary>Only what an agent wrote can be recalled, and only where the channel can.</summary>
    NotRecallable,
    RecallTooLate,
    ScheduledInPast,
    ScheduledTooFar,
    TooManyScheduled,
    LabelInvalid,
    TooManyLabels,
    PriorityInvalid,
    TopicUnknown,

    /// <summary>The queue wants to know what it was about before it is closed.</summary>
    DispositionRequired,
    DispositionUnknown,
    NoConsult,
    NotInWrapUp,
    ConsultRunning,
    SnoozeInPast,
    SnoozeTooFar,
    CallbackNotOffered,

    /// <summary>In the past, too far ahead, or when nobody calls.</summary>
    CallbackTimeInvalid,
    NoCallback,
    RatingNotAsked,
    RatingExpired,
    RatingInvalid,

    /// <summary>It was rated, and once is enough here.</summary>
    AlreadyRated,
    MergeWithItself,
    MergeCycle,
    NotMerged,

    /// <summary>It goes on in another conversation.</summary>
    AlreadyMerged,
    TooManyMerged,
    TooManyParticipants,

    /// <summary>The customer's last word is longer ago than the platform lets one answer.</summary>
    OutsideReplyWindow,

    /// <summary>As many answers as the platform allows were sent since the customer last wrote.</summary>
    TooManyMessages,

    /// <summary>A content lacks what its kind needs, or has more than it may.</summary>
    ContentInvalid,

    /// <summary>The channel has no such kind, and there are no words for it.</summary>
    ContentNotSupported,
    FileUnknown,
    FileTooLarge,
    FileTypeNotSupported,

    /// <summary>What became of the message is known.</summary>
    DeliveryCertain,
    NotParticipant,
    TooManyMentions,
    ReasonTooLong,
}
