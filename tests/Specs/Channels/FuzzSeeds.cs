using System.Text;
using OmniFunctions.Channels.Email;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>What stands inside of encrypted requests, and what platforms answer: a changed request fails at its signature, and never gets so far.</summary>
internal static class FuzzSeeds
{
    internal static IReadOnlyList<(string Channel, string Text)> Payloads { get; } =
    [
        ("wechat-oa", "<xml><ToUserName>gh</ToUserName><FromUserName>u1</FromUserName><CreateTime>1763640000</CreateTime><MsgType>location</MsgType><Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Scale>20</Scale><Label>广州</Label><MsgId>1</MsgId></xml>"),
        ("wechat-mini", """{"ToUserName":"gh","FromUserName":"u1","CreateTime":1763640000,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":"order","List":{"a":[1,2]}}"""),
        ("wecom", "<xml><ToUserName>ww</ToUserName><FromUserName>u1</FromUserName><CreateTime>1763640000</CreateTime><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>submit</EventKey><TaskId>t</TaskId><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>c</OptionId></OptionIds></SelectedItem></SelectedItems></xml>"),
        ("wecom", "<xml><SuiteId>ww</SuiteId><InfoType>suite_ticket</InfoType><TimeStamp>1763640000</TimeStamp><SuiteTicket>x</SuiteTicket></xml>"),
        ("feishu", """{"header":{"event_id":"e","event_type":"im.message.receive_v1","create_time":"1763640000000"},"event":{"sender":{"sender_id":{"open_id":"o"}},"message":{"message_id":"m","chat_id":"c","message_type":"post","content":"{\"title\":\"t\",\"content\":[[{\"tag\":\"text\",\"text\":\"hi @_user_1\"},{\"tag\":\"img\",\"image_key\":\"i\"}]]}","mentions":[{"key":"@_user_1","name":"N"}]}}}"""),
        ("wecom", """{"msgid":"m","aibotid":"A","chatid":"C","from":{"userid":"u"},"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"hi"}},{"msgtype":"image","image":{"url":"https://x/1"}}]}}"""),
        ("feishu", """{"header":{"event_id":"e","event_type":"im.message.message_read_v1"},"event":{"reader":{"reader_id":{"open_id":"o"},"read_time":"1763640000000"},"message_id_list":["m1","m2"]}}"""),
        ("feishu", """{"header":{"event_id":"e","event_type":"card.action.trigger"},"event":{"operator":{"open_id":"o"},"action":{"value":{"id":"yes"},"tag":"button"},"context":{"open_message_id":"m"}}}"""),
        ("qqbot", """{"id":"e","op":0,"t":"GROUP_AT_MESSAGE_CREATE","d":{"author":{"member_openid":"M"},"group_openid":"G","content":" hi","id":"m","timestamp":"2023-11-06T13:37:18+08:00","attachments":[{"content_type":"image/png","url":"x.example/1","size":7},{"content_type":"voice","url":"https://x/2"}]}}"""),
        ("qqbot", """{"id":"e","op":0,"t":"INTERACTION_CREATE","d":{"id":"i","group_openid":"G","group_member_openid":"M","data":{"resolved":{"button_data":"yes"}}}}"""),
        ("dingtalk", """{"msgtype":"richText","msgId":"m","senderStaffId":"u","conversationType":"2","conversationId":"c","createAt":1763640000000,"content":{"richText":[{"text":"a"},{"downloadCode":"D"}]}}"""),
        ("dingtalk", """{"outTrackId":"c","userId":"u","content":"{\"cardPrivateData\":{\"actionIds\":[\"yes\"],\"params\":{\"id\":\"x\"}}}"}"""),
        ("weibo", """{"type":"mention","receiver_id":1,"sender_id":2,"created_at":"Mon Jul 16 18:09:20 +0800 2012","text":"x","data":{"subtype":"comment","key":"4001"}}"""),
    ];

    internal static IReadOnlyList<(string Channel, string Text)> Answers { get; } =
    [
        ("wecom-kf", """{"errcode":0,"next_cursor":"C","has_more":1,"msg_list":[{"msgid":"m","open_kfid":"wk","external_userid":"wm","send_time":1763640000,"origin":3,"msgtype":"location","location":{"latitude":23.1,"longitude":113.3,"name":"n"}},{"msgid":"e","origin":4,"msgtype":"event","event":{"event_type":"enter_session","external_userid":"wm","welcome_code":"W"}}]}"""),
        ("wechat-oa", """{"video_url":"https://v.example/1","down_url":"https://v.example/2"}"""),
        ("wecom", """{"errcode":0,"media_id":"M","invaliduser":"","access_token":"T","expires_in":7200}"""),
        ("feishu", """{"code":0,"data":{"message_id":"m","image_key":"i"},"tenant_access_token":"T","expire":7200}"""),
        ("qqbot", """{"id":"m","file_info":"F","code":304082,"access_token":"T","expires_in":"7200"}"""),
        ("dingtalk", """{"processQueryKey":"k","invalidStaffIdList":["u"],"flowControlledStaffIdList":[],"downloadUrl":"https://x/1","errcode":0,"media_id":"M"}"""),
        ("weibo", """{"result":true,"error_code":10023,"vfid":1,"tovfid":2}"""),
    ];

    /// <summary>Pages of a mailbox, as the way out hands them on: mails of several kinds, one of them cut, in their frames.</summary>
    internal static IReadOnlyList<(string Channel, byte[] Bytes)> Pages { get; } =
    [
        ("email-mime", MailboxPage.Write(
        [
            Mail("From: Li <li@example.com>\r\nTo: support@omni.example\r\nSubject: =?GB18030?B?zcu79Q==?=\r\nMessage-ID: <a@example.com>\r\nIn-Reply-To: <b@omni.example>\r\nReferences: <b@omni.example>\r\n\r\nhello\r\n\r\nOn Mon, Li wrote:\r\n> older\r\n"),
            Mail("From: a@example.com\r\nTo: support@omni.example\r\nMessage-ID: <c@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>hi<br>there\r\n--x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--x--\r\n"),
            Mail("From: b@example.com\r\nMessage-ID: <d@example.com>\r\n\r\nthe begin", isCut: true),
        ])),
        ("email-mime", MailboxPage.Write(
        [
            Mail("From: Mail System <mailer-daemon@mx.example.com>\r\nTo: support@omni.example\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <e@mx.example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\nSorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; li@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\nTo: li@example.com\r\nMessage-ID: <f@omni.example>\r\n\r\n--x--\r\n"),
            Mail("From: li@example.com\r\nTo: support@omni.example\r\nAuto-Submitted: auto-replied (vacation)\r\nIn-Reply-To: <f@omni.example>\r\nMessage-ID: <g@example.com>\r\n\r\nI am away.\r\n"),
        ])),
    ];

    private static MailboxMail Mail(string text, bool isCut = false) => new(Encoding.UTF8.GetBytes(text), isCut);
}
