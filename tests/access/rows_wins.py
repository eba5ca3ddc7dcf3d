"""Addresses of stories and what people learn from them; how to read a line: ``table``."""

ROWS = """
                                            samira joost mehmet marit ruben els  pien tess otto anonymous

wins:trajectory                         GET  200   200   200    200   200   404  404  404  404  in
wins:trajectory                         POST 405
wins:nothing_yet                        GET  200   200   200    200   200   200  200  200  200  200
wins:nothing_yet                        POST 200   200   200    200   200   200  200  200  200  200
wins:team                               GET  200   200   403    200   200   404  404  404  404  in
wins:team                               POST 405
wins:team_wins                          GET  200   200   403    200   200   404  404  404  404  in
wins:team_wins                          POST 405
wins:groups                             GET  403   403   403    200   403   404  404  404  404  in
wins:groups                             POST 403   403   403    422   403   404  404  404  404  in
wins:groups_move                        GET  405
wins:groups_move                        POST 403   403   403    422   403   404  404  404  404  in
wins:groups_stories                     GET  405
wins:groups_stories                     POST 403   403   403    302   403   404  404  404  404  in
wins:groups_add                         GET  405
wins:groups_add                         POST 403   403   403    302   403   404  404  404  404  in

wins:facilitate                         GET  403   403   403    200   403   403  403  200  200  in
wins:facilitate                         POST 405
wins:overview                           GET  403   403   403    403   200   403  403  200  200  in
wins:overview                           POST 405
wins:list                               GET  200
wins:list                               POST 405
wins:search                             GET  200
wins:search                             POST 405
wins:new                                GET  200   200   200    403   403   403  403  200  200  in
wins:new                                POST 422   422   422    403   403   403  403  422  422  in

wins:win                                GET  200   200   403    200   403   404  404  404  404  in
wins:win                                POST 405
wins:win.draft                          GET  200   404   404    404   404   404  404  404  404  in
wins:win.draft                          POST 405
wins:win.shared                         GET  200   200   200    200   200   404  404  404  404  in
wins:win.shared                         POST 405
wins:saved                              GET  200   403   403    403   403   404  404  404  404  in
wins:saved                              POST 405
wins:saved.draft                        GET  200   404   404    404   404   404  404  404  404  in
wins:saved.draft                        POST 405
wins:saved.shared                       GET  200   403   403    403   403   404  404  404  404  in
wins:saved.shared                       POST 405
wins:edit                               GET  200   403   403    403   403   404  404  404  404  in
wins:edit                               POST 422   403   403    403   403   404  404  404  404  in
wins:edit.draft                         GET  200   404   404    404   404   404  404  404  404  in
wins:edit.draft                         POST 422   404   404    404   404   404  404  404  404  in
wins:edit.shared                        GET  200   403   403    403   403   404  404  404  404  in
wins:edit.shared                        POST 422   403   403    403   403   404  404  404  404  in
wins:share                              GET  200   403   403    403   403   404  404  404  404  in
wins:share                              POST 422   403   403    403   403   404  404  404  404  in
wins:share.draft                        GET  200   404   404    404   404   404  404  404  404  in
wins:share.draft                        POST 422   404   404    404   404   404  404  404  404  in
wins:share.shared                       GET  302   403   403    403   403   404  404  404  404  in
wins:share.shared                       POST 302   403   403    403   403   404  404  404  404  in
wins:narrow                             GET  405
wins:narrow                             POST 302   403   403    403   403   404  404  404  404  in
wins:narrow.draft                       GET  405
wins:narrow.draft                       POST 302   404   404    404   404   404  404  404  404  in
wins:narrow.shared                      GET  405
wins:narrow.shared                      POST 302   403   403    403   403   404  404  404  404  in
wins:withdraw                           GET  200   403   403    403   403   404  404  404  404  in
wins:withdraw                           POST 302   403   403    403   403   404  404  404  404  in
wins:withdraw.draft                     GET  200   404   404    404   404   404  404  404  404  in
wins:withdraw.draft                     POST 302   404   404    404   404   404  404  404  404  in
wins:withdraw.shared                    GET  200   403   403    403   403   404  404  404  404  in
wins:withdraw.shared                    POST 302   403   403    403   403   404  404  404  404  in
wins:restore                            GET  405
wins:restore                            POST 302   403   403    403   403   404  404  404  404  in
wins:restore.draft                      GET  405
wins:restore.draft                      POST 302   404   404    404   404   404  404  404  404  in
wins:restore.shared                     GET  405
wins:restore.shared                     POST 302   403   403    403   403   404  404  404  404  in

wins:lens                               GET  200   200   403    200   403   404  404  404  404  in
wins:lens                               POST 422   422   403    422   403   404  404  404  404  in
wins:lens.draft                         GET  404   404   404    404   404   404  404  404  404  in
wins:lens.draft                         POST 404   404   404    404   404   404  404  404  404  in
wins:lens.shared                        GET  200   200   200    200   200   404  404  404  404  in
wins:lens.shared                        POST 422   422   422    422   422   404  404  404  404  in
wins:verdict                            GET  405
wins:verdict                            POST 422   422   403    403   403   404  404  404  404  in
wins:verdict.draft                      GET  405
wins:verdict.draft                      POST 404   404   404    404   404   404  404  404  404  in
wins:verdict.shared                     GET  405
wins:verdict.shared                     POST 422   422   403    403   403   404  404  404  404  in
wins:link_new                           GET  200   200   403    403   403   404  404  404  404  in
wins:link_new                           POST 422   422   403    403   403   404  404  404  404  in
wins:link_new.draft                     GET  404   404   404    404   404   404  404  404  404  in
wins:link_new.draft                     POST 404   404   404    404   404   404  404  404  404  in
wins:link_new.shared                    GET  200   200   403    403   403   404  404  404  404  in
wins:link_new.shared                    POST 422   422   403    403   403   404  404  404  404  in
wins:barrier_link                       GET  200   200   403    403   403   404  404  404  404  in
wins:barrier_link                       POST 422   422   403    403   403   404  404  404  404  in
wins:barrier_link.draft                 GET  404   404   404    404   404   404  404  404  404  in
wins:barrier_link.draft                 POST 404   404   404    404   404   404  404  404  404  in
wins:barrier_link.shared                GET  200   200   403    403   403   404  404  404  404  in
wins:barrier_link.shared                POST 422   422   403    403   403   404  404  404  404  in
wins:alive                              GET  200   200   403    403   403   404  404  404  404  in
wins:alive                              POST 422   422   403    403   403   404  404  404  404  in
wins:alive.draft                        GET  404   404   404    404   404   404  404  404  404  in
wins:alive.draft                        POST 404   404   404    404   404   404  404  404  404  in
wins:alive.shared                       GET  200   200   403    403   403   404  404  404  404  in
wins:alive.shared                       POST 422   422   403    403   403   404  404  404  404  in
wins:recognise                          GET  405
wins:recognise                          POST 302   302   403    302   403   404  404  404  404  in
wins:recognise.draft                    GET  405
wins:recognise.draft                    POST 404   404   404    404   404   404  404  404  404  in
wins:recognise.shared                   GET  405
wins:recognise.shared                   POST 302   302   302    302   302   404  404  404  404  in
wins:comment_new                        GET  405
wins:comment_new                        POST 422   422   403    422   403   404  404  404  404  in
wins:comment_new.draft                  GET  405
wins:comment_new.draft                  POST 404   404   404    404   404   404  404  404  404  in
wins:comment_new.shared                 GET  405
wins:comment_new.shared                 POST 422   422   422    422   422   404  404  404  404  in
wins:follow_up                          GET  405
wins:follow_up                          POST 302   403   403    403   403   404  404  404  404  in
wins:follow_up.draft                    GET  405
wins:follow_up.draft                    POST 404   404   404    404   404   404  404  404  404  in
wins:follow_up.shared                   GET  405
wins:follow_up.shared                   POST 302   403   403    403   403   404  404  404  404  in

wins:graph                              GET  200   200   200    200   200   404  404  404  404  in
wins:graph                              POST 405
wins:mechanism_note                     GET  405
wins:mechanism_note                     POST 422   422   422    422   422   404  404  404  404  in

wins:barrier_unlink                     GET  405
wins:barrier_unlink                     POST 302   302   403    403   403   404  404  404  404  in
wins:link_accept                        GET  405
wins:link_accept                        POST 403   403   302    403   403   404  404  404  404  in
wins:link_remove                        GET  405
wins:link_remove                        POST 302   302   302    403   403   404  404  404  404  in
wins:comment_edit                       GET  404   200   404    404   404   404  404  404  404  in
wins:comment_edit                       POST 404   422   404    404   404   404  404  404  404  in
wins:comment_delete                     GET  404   200   404    404   404   404  404  404  404  in
wins:comment_delete                     POST 404   302   404    404   404   404  404  404  404  in
wins:draft                              GET  405
wins:draft                              POST 302   404   404    404   404   404  404  404  404  in
wins:draft                              PUT  400   404   404    404   404   404  404  404  404  in

wins:barriers                           GET  200   200   200    200   200   404  404  404  404  in
wins:barriers                           POST 422   422   422    422   422   404  404  404  404  in
wins:barrier                            GET  200   200   200    200   200   404  404  404  404  in
wins:barrier                            POST 405
wins:barrier_state                      GET  405
wins:barrier_state                      POST 422   422   422    422   422   404  404  404  404  in
wins:barrier_name                       GET  405
wins:barrier_name                       POST 422   422   422    422   422   404  404  404  404  in

wins:policy                             GET  200   200   200    200   200   404  404  404  404  in
wins:policy                             POST 405
wins:choose                             GET  403   403   403    403   403   404  404  404  404  in
wins:choose                             POST 403   403   403    403   403   404  404  404  404  in
wins:choose.draft                       GET  404   404   404    404   404   404  404  404  404  in
wins:choose.draft                       POST 404   404   404    404   404   404  404  404  404  in
wins:choose.shared                      GET  200   200   200    200   200   404  404  404  404  in
wins:choose.shared                      POST 422   422   422    422   422   404  404  404  404  in
wins:unchoose                           GET  405
wins:unchoose                           POST 403   403   403    403   403   404  404  404  404  in
wins:unchoose.shared                    GET  405
wins:unchoose.shared                    POST 302   302   302    302   302   404  404  404  404  in
wins:copy_ask                           GET  200   403   403    200   403   404  404  404  404  in
wins:copy_ask                           POST 422   403   403    422   403   404  404  404  404  in
wins:copy_ask.draft                     GET  404   404   404    404   404   404  404  404  404  in
wins:copy_ask.draft                     POST 404   404   404    404   404   404  404  404  404  in
wins:copy_ask.shared                    GET  200   403   403    200   200   404  404  404  404  in
wins:copy_ask.shared                    POST 422   403   403    422   422   404  404  404  404  in
wins:copy                               GET  200   403   403    200   200   404  404  404  404  in
wins:copy                               POST 405
wins:copy.published                     GET  200   200   200    200   200   200  200  404  404  in
wins:copy.published                     POST 405
wins:copy_write                         GET  405
wins:copy_write                         POST 422   403   403    403   403   404  404  404  404  in
wins:copy_read                          GET  405
wins:copy_read                          POST 403   403   403    422   403   404  404  404  404  in
wins:copy_reader                        GET  405
wins:copy_reader                        POST 403   403   403    422   422   404  404  404  404  in
wins:copy_approve                       GET  405
wins:copy_approve                       POST 302   403   403    403   403   404  404  404  404  in
wins:copy_decline                       GET  405
wins:copy_decline                       POST 302   403   403    403   403   404  404  404  404  in
wins:copy_take_back                     GET  405
wins:copy_take_back                     POST 302   403   403    403   403   404  404  404  404  in
wins:copy_take_back.published           GET  405
wins:copy_take_back.published           POST 302   403   403    403   403   403  403  404  404  in
wins:message_new                        GET  403   403   403    200   200   404  404  404  404  in
wins:message_new                        POST 403   403   403    422   422   404  404  404  404  in
wins:message                            GET  200   200   200    200   200   404  404  404  404  in
wins:message                            POST 405
wins:message_answer                     GET  405
wins:message_answer                     POST 403   403   403    422   422   404  404  404  404  in
wins:message_check                      GET  405
wins:message_check                      POST 403   403   403    422   422   404  404  404  404  in
wins:message_link                       GET  405
wins:message_link                       POST 403   403   403    302   302   404  404  404  404  in
wins:message_revoke                     GET  405
wins:message_revoke                     POST 403   403   403    302   302   404  404  404  404  in
wins:guest                              GET  200   200   200    200   200   200  200  200  200  200
wins:guest                              POST 422   422   422    422   422   422  422  422  422  422
wins:reports                            GET  200
wins:reports                            POST 405
wins:report                             GET  200   200   200    200   200   200  200  404  404  in
wins:report                             POST 405
wins:report_pdf                         GET  200   200   200    200   200   200  200  404  404  in
wins:report_pdf                         POST 405

wins:export_new                         GET  403   403   403    200   200   404  404  404  404  in
wins:export_new                         POST 403   403   403    422   422   404  404  404  404  in
wins:export                             GET  404   404   404    404   200   404  404  404  404  in
wins:export                             POST 405
wins:export_cancel                      GET  405
wins:export_cancel                      POST 404   404   404    404   302   404  404  404  404  in
wins:export_file                        GET  404   404   404    404   200   404  404  404  404  in
wins:export_file                        POST 405

wins:after                              GET  200   200   403    200   403   404  404  404  404  in
wins:after                              POST 302   302   403    403   403   404  404  404  404  in
wins:after.draft                        GET  403   403   403    200   403   404  404  404  404  in
wins:after.draft                        POST 403   403   403    403   403   404  404  404  404  in
wins:preparation                        GET  403   403   403    200   403   404  404  404  404  in
wins:preparation                        POST 403   403   403    302   403   404  404  404  404  in
wins:preparation.draft                  GET  403   403   403    200   403   404  404  404  404  in
wins:preparation.draft                  POST 403   403   403    302   403   404  404  404  404  in
wins:questions                          GET  200   200   200    200   200   404  404  404  404  in
wins:questions                          POST 422   422   422    422   403   404  404  404  404  in
wins:question                           GET  200   200   200    200   200   404  404  404  404  in
wins:question                           POST 405
wins:question_reword                    GET  405
wins:question_reword                    POST 422   422   422    422   403   404  404  404  404  in
wins:question_answer                    GET  405
wins:question_answer                    POST 422   422   422    422   403   404  404  404  404  in
wins:question_state                     GET  405
wins:question_state                     POST 302   302   302    302   403   404  404  404  404  in

wins:board                              GET  200   200   403    200   200   404  404  404  404  in
wins:board                              POST 422   422   403    422   403   404  404  404  404  in
wins:board.draft                        GET  403   403   403    200   403   404  404  404  404  in
wins:board.draft                        POST 403   403   403    422   403   404  404  404  404  in
wins:board_reveal                       GET  405
wins:board_reveal                       POST 403   403   403    302   403   404  404  404  404  in
wins:board_ambition                     GET  403   403   403    404   403   404  404  404  404  in
wins:board_ambition                     POST 403   403   403    404   403   404  404  404  404  in
wins:board_ambition.ambition            GET  403   403   403    200   403   404  404  404  404  in
wins:board_ambition.ambition            POST 403   403   403    422   403   404  404  404  404  in
wins:note_edit                          GET  200   403   403    403   403   404  404  404  404  in
wins:note_edit                          POST 422   403   403    403   403   404  404  404  404  in
wins:note_edit.silent                   GET  200   404   403    404   404   404  404  404  404  in
wins:note_edit.silent                   POST 422   404   403    404   404   404  404  404  404  in
wins:note_delete                        GET  200   403   403    403   403   404  404  404  404  in
wins:note_delete                        POST 302   403   403    403   403   404  404  404  404  in
wins:note_delete.silent                 GET  200   404   403    404   404   404  404  404  404  in
wins:note_delete.silent                 POST 302   404   403    404   404   404  404  404  404  in
wins:note_theme                         GET  200   200   403    200   403   404  404  404  404  in
wins:note_theme                         POST 302   302   403    302   403   404  404  404  404  in
wins:note_theme.silent                  GET  200   404   403    404   404   404  404  404  404  in
wins:note_theme.silent                  POST 302   404   403    404   404   404  404  404  404  in
wins:note_undo                          GET  405
wins:note_undo                          POST 302   302   403    302   403   404  404  404  404  in
wins:note_undo.silent                   GET  405
wins:note_undo.silent                   POST 302   404   403    404   404   404  404  404  404  in
wins:note_win                           GET  200   403   403    403   403   404  404  404  404  in
wins:note_win                           POST 422   403   403    403   403   404  404  404  404  in
wins:note_win.silent                    GET  200   404   403    404   404   404  404  404  404  in
wins:note_win.silent                    POST 422   404   403    404   404   404  404  404  404  in
wins:note_barrier                       GET  200   200   403    200   403   404  404  404  404  in
wins:note_barrier                       POST 422   422   403    422   403   404  404  404  404  in
wins:note_barrier.silent                GET  200   404   403    404   404   404  404  404  404  in
wins:note_barrier.silent                POST 422   404   403    404   404   404  404  404  404  in
wins:note_question                      GET  200   200   403    200   403   404  404  404  404  in
wins:note_question                      POST 422   422   403    422   403   404  404  404  404  in
wins:note_question.silent               GET  200   404   403    404   404   404  404  404  404  in
wins:note_question.silent               POST 422   404   403    404   404   404  404  404  404  in
wins:note_solution                      GET  403   403   403    200   403   404  404  404  404  in
wins:note_solution                      POST 403   403   403    422   403   404  404  404  404  in
wins:note_solution.silent               GET  403   404   403    404   404   404  404  404  404  in
wins:note_solution.silent               POST 403   404   403    404   404   404  404  404  404  in
wins:note_step                          GET  200   200   403    200   403   404  404  404  404  in
wins:note_step                          POST 422   422   403    422   403   404  404  404  404  in
wins:note_step.silent                   GET  200   404   403    404   404   404  404  404  404  in
wins:note_step.silent                   POST 422   404   403    404   404   404  404  404  404  in
wins:show                               GET  405
wins:show                               POST 404   403   403    403   403   404  404  404  404  in
wins:show.draft                         GET  405
wins:show.draft                         POST 404   404   404    404   404   404  404  404  404  in
wins:show.shared                        GET  405
wins:show.shared                        POST 404   403   403    403   403   404  404  404  404  in
"""
