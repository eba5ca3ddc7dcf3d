"""Who gets what at every address, written by hand from docs/trust.md: one line per address and method.

Everything belongs to team Noord of the trajectory; its stories are Samira's. So Samira is the author, Joost
her own team, Mehmet another team of the same trajectory, Tess another trajectory of the same organisation,
Otto another organisation. A word after a dot picks another object: a draft, or a story shared with the
trajectory. ``in``: on to sign-in. A line with one status holds for everybody who is signed in.
"""

TABLE = """
                                            samira joost mehmet marit ruben els  pien tess otto anonymous

home                                    GET  200   200   200    302   302   302  200  200  200  in
home                                    POST 405
account_login                           GET  302   302   302    302   302   302  302  302  302  200
account_login                           POST 302   302   302    302   302   302  302  302  302  200
account_request_login_code              GET  302   302   302    302   302   302  302  302  302  200
account_request_login_code              POST 302   302   302    302   302   302  302  302  302  200
account_confirm_login_code              GET  302   302   302    302   302   302  302  302  302  302
account_confirm_login_code              POST 302   302   302    302   302   302  302  302  302  302
account_logout                          GET  200   200   200    200   200   200  200  200  200  302
account_logout                          POST 302   302   302    302   302   302  302  302  302  302
account_inactive                        GET  200   200   200    200   200   200  200  200  200  200
account_inactive                        POST 405   405   405    405   405   405  405  405  405  405
set_language                            GET  405   405   405    405   405   405  405  405  405  405
set_language                            POST 302   302   302    302   302   302  302  302  302  302
help                                    GET  200   200   200    200   200   200  200  200  200  200
help                                    POST 405   405   405    405   405   405  405  405  405  405
privacy                                 GET  200   200   200    200   200   200  200  200  200  200
privacy                                 POST 405   405   405    405   405   405  405  405  405  405
accessibility                           GET  200   200   200    200   200   200  200  200  200  200
accessibility                           POST 405   405   405    405   405   405  405  405  405  405
security_txt                            GET  200   200   200    200   200   200  200  200  200  200
security_txt                            POST 405   405   405    405   405   405  405  405  405  405
healthz                                 GET  200   200   200    200   200   200  200  200  200  200
healthz                                 POST 405   405   405    405   405   405  405  405  405  405
readyz                                  GET  200   200   200    200   200   200  200  200  200  200
readyz                                  POST 405   405   405    405   405   405  405  405  405  405

accounts:profile                        GET  200
accounts:profile                        POST 422
accounts:resume                         GET  302
accounts:resume                         POST 405
notifications:settings                  GET  200
notifications:settings                  POST 302
notifications:unsubscribe               GET  200   200   200    200   200   200  200  200  200  200
notifications:unsubscribe               POST 200   200   200    200   200   200  200  200  200  200

trajectories:list                       GET  200
trajectories:list                       POST 405
trajectories:new                        GET  403   403   403    200   403   200  403  200  200  in
trajectories:new                        POST 403   403   403    422   403   422  403  422  422  in
wins:trajectory                         GET  200   200   200    200   200   404  404  404  404  in
wins:trajectory                         POST 405
trajectories:edit                       GET  403   403   403    200   403   404  404  404  404  in
trajectories:edit                       POST 403   403   403    422   403   404  404  404  404  in
trajectories:close                      GET  403   403   403    200   403   404  404  404  404  in
trajectories:close                      POST 403   403   403    302   403   404  404  404  404  in
trajectories:reopen                     GET  405
trajectories:reopen                     POST 403   403   403    302   403   404  404  404  404  in
trajectories:team_new                   GET  403   403   403    200   403   404  404  404  404  in
trajectories:team_new                   POST 403   403   403    422   403   404  404  404  404  in
trajectories:team_edit                  GET  403   403   403    200   403   404  404  404  404  in
trajectories:team_edit                  POST 403   403   403    422   403   404  404  404  404  in
trajectories:partial_solutions          GET  403   403   403    200   403   404  404  404  404  in
trajectories:partial_solutions          POST 403   403   403    422   403   404  404  404  404  in
trajectories:partial_solution_toggle    GET  405
trajectories:partial_solution_toggle    POST 403   403   403    302   403   404  404  404  404  in
trajectories:people                     GET  403   403   403    200   403   404  404  404  404  in
trajectories:people                     POST 403   403   403    422   403   404  404  404  404  in
trajectories:invitation_resend          GET  405
trajectories:invitation_resend          POST 403   403   403    302   403   404  404  404  404  in
trajectories:invitation_retract         GET  405
trajectories:invitation_retract         POST 403   403   403    302   403   404  404  404  404  in
trajectories:membership_end             GET  403   403   403    200   403   404  404  404  404  in
trajectories:membership_end             POST 403   403   403    422   403   404  404  404  404  in
trajectories:invitation                 GET  200   200   200    200   200   200  200  200  200  200
trajectories:invitation                 POST 422   422   422    422   422   422  422  422  422  422
trajectories:organisation               GET  404   404   404    404   404   200  404  404  404  in
trajectories:organisation               POST 405

sessions:list                           GET  200
sessions:list                           POST 405
sessions:session                        GET  200   200   403    200   200   404  404  404  404  in
sessions:session                        POST 405
sessions:session.draft                  GET  403   403   403    200   403   404  404  404  404  in
sessions:session.draft                  POST 405
sessions:edit                           GET  403   403   403    200   403   404  404  404  404  in
sessions:edit                           POST 403   403   403    422   403   404  404  404  404  in
sessions:edit.draft                     GET  403   403   403    200   403   404  404  404  404  in
sessions:edit.draft                     POST 403   403   403    422   403   404  404  404  404  in
sessions:cancel                         GET  403   403   403    200   403   404  404  404  404  in
sessions:cancel                         POST 403   403   403    422   403   404  404  404  404  in
sessions:cancel.draft                   GET  403   403   403    200   403   404  404  404  404  in
sessions:cancel.draft                   POST 403   403   403    422   403   404  404  404  404  in
sessions:file                           GET  200   200   403    200   200   404  404  404  404  in
sessions:file                           POST 405
sessions:file.draft                     GET  403   403   403    404   403   404  404  404  404  in
sessions:file.draft                     POST 405
sessions:feed                           GET  200   200   200    200   200   200  200  200  200  200
sessions:feed                           POST 405   405   405    405   405   405  405  405  405  405
sessions:calendar                       GET  200
sessions:calendar                       POST 200
sessions:answer                         GET  200   200   200    200   200   200  200  200  200  200
sessions:answer                         POST 422   422   422    422   422   422  422  422  422  422
sessions:rsvp                           GET  405
sessions:rsvp                           POST 422   422   403    403   403   404  404  404  404  in
sessions:rsvp.draft                     GET  405
sessions:rsvp.draft                     POST 403   403   403    302   403   404  404  404  404  in
sessions:schedule                       GET  403   403   403    200   403   404  404  404  404  in
sessions:schedule                       POST 403   403   403    422   403   404  404  404  404  in
sessions:check                          GET  403   403   403    200   403   404  404  404  404  in
sessions:check                          POST 403   403   403    302   403   404  404  404  404  in

wins:team                               GET  200   200   403    200   200   404  404  404  404  in
wins:team                               POST 405
wins:team_wins                          GET  200   200   403    200   200   404  404  404  404  in
wins:team_wins                          POST 405
sessions:path                           GET  200   200   403    200   403   404  404  404  404  in
sessions:path                           POST 422   422   403    422   403   404  404  404  404  in
sessions:direction                      GET  405
sessions:direction                      POST 409   409   403    409   403   404  404  404  404  in
sessions:step_edit                      GET  200   200   403    200   403   404  404  404  404  in
sessions:step_edit                      POST 422   422   403    422   403   404  404  404  404  in
sessions:step_move                      GET  405
sessions:step_move                      POST 302   302   403    302   403   404  404  404  404  in
sessions:step_not_yet                   GET  405
sessions:step_not_yet                   POST 302   302   403    403   403   404  404  404  404  in

wins:facilitate                         GET  403   403   403    200   403   403  403  200  200  in
wins:facilitate                         POST 405
wins:overview                           GET  403   403   403    403   200   403  403  200  200  in
wins:overview                           POST 405
wins:list                               GET  200
wins:list                               POST 405
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
"""


def rows():
    """(name, method) → what each actor gets, in the order of the heading."""
    heading, *lines = [line.split() for line in TABLE.splitlines() if line.strip()]
    found = {}
    for name, method, *said in lines:
        cells = said if len(said) > 1 else [*said * (len(heading) - 1), "in"]
        assert len(cells) == len(heading), name
        assert (name, method) not in found, name
        found[name, method] = dict(zip(heading, cells, strict=True))
    return found
